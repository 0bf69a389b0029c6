package dev.sluice.transform;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What Yauaa tells of a user agent (https://yauaa.basjes.nl/using/fieldvalues/), all STRING and nullable. A class is
 * one of few words, such as {@code Phone}, {@code Browser} or {@code Robot}.
 */
public enum UserAgentField {
    DEVICE_CLASS,
    DEVICE_NAME,
    DEVICE_BRAND,
    OPERATING_SYSTEM_CLASS,
    OPERATING_SYSTEM_NAME,
    OPERATING_SYSTEM_VERSION,
    OPERATING_SYSTEM_VERSION_MAJOR,
    LAYOUT_ENGINE_NAME,
    LAYOUT_ENGINE_VERSION_MAJOR,
    AGENT_CLASS,
    AGENT_NAME,
    AGENT_VERSION,
    AGENT_VERSION_MAJOR,
    AGENT_LANGUAGE_CODE,
    AGENT_INFORMATION_URL;

    /** What Yauaa calls it: {@code DeviceClass}. */
    String yauaaName() {
        return Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
