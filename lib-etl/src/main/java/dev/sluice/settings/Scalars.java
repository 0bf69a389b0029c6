package dev.sluice.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a single value that is neither a list nor an object; what will not do is an {@link InvalidSetting}. */
final class Scalars {
    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            int.class, "whole number",
            long.class, "whole number",
            double.class, "number",
            boolean.class, "true or false",
            Duration.class, "duration",
            Size.class, "size",
            ZoneId.class, "time zone",
            Location.class, "path",
            Secret.class, "secret (env:NAME or file:PATH)");
    private static final Pattern BARE = Pattern.compile("\\s*[+-]?[0-9.]+\\s*");

    private final Path baseFolder;
    private final Map<String, String> environment;

    Scalars(Path baseFolder, Map<String, String> environment) {
        this.baseFolder = baseFolder;
        this.environment = Map.copyOf(environment);
    }

    static boolean reads(Class<?> type) {
        return WORDS.containsKey(plain(type)) || type.isEnum();
    }

    static String words(Class<?> type) {
        return type.isEnum()
                ? "one of " + String.join(", ", constants(type))
                : WORDS.getOrDefault(plain(type), "value");
    }

    /** The primitive type of one that an Optional or a List has to box. */
    private static Class<?> plain(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }

    Object read(ConfigValue value, Class<?> wanted) {
        Class<?> type = plain(wanted);
        if (type == Secret.class) {
            return secret(value);
        }
        String text = text(value);
        if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (type == long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class) {
            return number(text).doubleValue();
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == Duration.class) {
            return duration(value, text);
        } else if (type == Size.class) {
            return size(value, text);
        } else if (type == ZoneId.class) {
            return zone(text);
        } else if (type == Location.class) {
            return Location.resolve(baseFolder, text);
        }
        return constant(text, type);
    }

    private static Config alone(ConfigValue value) {
        return value.atKey("value");
    }

    private static String text(ConfigValue value) {
        return alone(value).getString("value");
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidSetting("", quoted(text) + " is not a number");
        }
    }

    private static long whole(String text, long min, long max) {
        BigDecimal number = number(text);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new InvalidSetting("", "is " + text + "; a whole number is wanted");
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new InvalidSetting("", "is " + text + "; must be from " + min + " to " + max);
        }
        return number.longValueExact();
    }

    private static boolean truth(String text) {
        if (Set.of("true", "yes", "on").contains(text)) {
            return true;
        } else if (Set.of("false", "no", "off").contains(text)) {
            return false;
        }
        throw new InvalidSetting("", quoted(text) + " is neither true nor false");
    }

    private static Duration duration(ConfigValue value, String text) {
        if (isBare(value, text)) {
            throw new InvalidSetting("", "needs a unit, such as 30s");
        }
        try {
            Duration duration = alone(value).getDuration("value");
            if (duration.isNegative()) {
                throw new InvalidSetting("", quoted(text) + " is negative");
            }
            return duration;
        } catch (ConfigException e) {
            throw new InvalidSetting("", quoted(text) + " is not a duration; write it like 500ms, 30s, 15m, 2h or 7d");
        }
    }

    private static Size size(ConfigValue value, String text) {
        if (isBare(value, text)) {
            throw new InvalidSetting("", "needs a unit, such as 64 MB");
        }
        try {
            return new Size(alone(value).getBytes("value"));
        } catch (ConfigException e) {
            throw new InvalidSetting("", quoted(text) + " is not a size; write it like 500 kB, 64 MB, 64 MiB or 4 GB");
        }
    }

    private static boolean isBare(ConfigValue value, String text) {
        return value.valueType() == ConfigValueType.NUMBER || BARE.matcher(text).matches();
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidSetting(
                    "", quoted(text) + " is not a time zone" + Nearest.hint(text, ZoneId.getAvailableZoneIds()));
        }
    }

    private Secret secret(ConfigValue value) {
        String text = text(value);
        if (text.startsWith("env:")) {
            String name = text.substring("env:".length());
            String found = environment.get(name);
            if (found == null || found.isEmpty()) {
                throw new InvalidSetting("", "environment variable " + name + " is not set");
            }
            return new Secret(found);
        }
        if (text.startsWith("file:")) {
            String path = text.substring("file:".length());
            try {
                return new Secret(Files.readString(baseFolder.resolve(path)).stripTrailing());
            } catch (IOException | InvalidPathException e) {
                throw new InvalidSetting("", "file " + quoted(path) + " of the secret cannot be read");
            }
        }
        throw new InvalidSetting("", "is written out; give a secret as env:NAME or file:PATH");
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (Keys.kebab((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        List<String> known = constants(type);
        throw new InvalidSetting(
                "", quoted(text) + " is not one of " + String.join(", ", known) + Nearest.hint(text, known));
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Keys.kebab((Enum<?>) constant))
                .collect(Collectors.toList());
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }
}
