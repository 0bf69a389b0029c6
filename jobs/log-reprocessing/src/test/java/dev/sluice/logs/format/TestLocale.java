package dev.sluice.logs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.Parsed;
import dev.sluice.logs.naming.Naming;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Months and days in a language. */
class TestLocale {
    private static Formats formats(String language) {
        Optional<Locale> locale = Optional.ofNullable(language).map(Locale::forLanguageTag);
        return new Formats(Optional.empty(), ZoneId.of("UTC"), Naming.SLUICE, locale);
    }

    private static String ts(LineFormat format, String line) {
        Parsed parsed = Parsed.of(format, line);
        return parsed.columns().rejected() ? null : parsed.at("ts");
    }

    @ParameterizedTest
    @CsvSource({
        "de, 03 Mrz 2025 10:11:12",
        "de, 03 März 2025 10:11:12",
        "fr, 03 mars 2025 10:11:12",
        "fi, 03 maalisk. 2025 10:11:12",
        ", 03 Mar 2025 10:11:12"
    })
    void theSettingHoldsForALayout(String language, String time) {
        LineFormat format = formats(language).of("java %d{dd MMM yyyy HH:mm:ss} %p %m%n", List.of());
        assertThat(ts(format, time + " INFO hello")).isEqualTo("2025-03-03T10:11:12Z");
    }

    @Test
    void aLayoutThatSaysItsLanguageIsBelieved() {
        for (String layout : List.of("%d{dd MMM yyyy HH:mm:ss}{UTC}{fr}", "%d{dd MMM yyyy HH:mm:ss, UTC, fr}")) {
            LineFormat format = formats("de").of("java " + layout + " %p %m%n");
            assertThat(ts(format, "03 févr. 2025 10:11:12 INFO hello")).isEqualTo("2025-02-03T10:11:12Z");
        }
    }

    @Test
    void javaUtilLoggingWritesInTheLanguageOfItsServer() {
        LineFormat jul = formats("de").of("jul", List.of());
        assertThat(ts(jul, "Dez. 22, 2024 1:11:31 PM MyClass main\nINFO: more")).isEqualTo("2024-12-22T13:11:31Z");
        assertThat(ts(formats(null).of("jul"), "Dez. 22, 2024 1:11:31 PM MyClass main\nINFO: more"))
                .isNull();
    }

    @Test
    void apachesOwnTimeIsEnglishEverywhere() {
        String format = "%h %t %{%d-%b-%Y}t %m";
        assertThat(Parsed.of(formats("fr").of(format, List.of()), "::1 [10/Feb/2025:13:55:36 +0000] 10-févr.-2025 GET")
                        .at("ts"))
                .isEqualTo("2025-02-10T13:55:36Z");
        assertThat(Parsed.of(formats("fr").of(format, List.of()), "::1 [10/Feb/2025:13:55:36 +0000] 10-févr.-2025 GET")
                        .at("ts_2"))
                .isEqualTo("2025-02-10T00:00:00Z");
    }

    @Test
    void aFormatWithoutSuchNamesRefusesIt() {
        for (String format : List.of("combined", "syslog", "spring-boot", "java %d{ISO8601} %p %m%n", "common")) {
            assertThatThrownBy(() -> formats("de").of(format, List.of()))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("Cannot use locale with format " + format);
        }
        assertThat(formats("de")
                        .of("auto", List.of("jul", "combined"))
                        .columns()
                        .fieldNames())
                .contains("_format");
    }
}
