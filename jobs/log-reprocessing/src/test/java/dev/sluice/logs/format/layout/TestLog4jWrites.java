package dev.sluice.logs.format.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log4j 2 itself writes events; what is read must be what it was given. */
class TestLog4jWrites {
    private static final List<Level> LEVELS =
            List.of(Level.INFO, Level.WARN, Level.ERROR, Level.DEBUG, Level.TRACE, Level.FATAL);
    private static final String LETTERS = "abcXYZ019 -:.,;()[]{}%\"'/=\u00e9\u4e2d";
    private static final int ROUNDS = 200;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d{ISO8601}{UTC} [%t] %-5p %c - %m%n",
                "[%d{DEFAULT}{UTC}] %p %m (%c)%n",
                "%-5level %d{yyyy-MM-dd HH:mm:ss.SSS}{UTC} %logger [%X{user}] [%thread]: %msg%n",
                "%d{dd MMM yyyy HH:mm:ss,SSS}{UTC} %5p %-40.40c{30} : [%t] %m%n%throwable",
                "%d{UNIX_MILLIS} %highlight{%-6p} [%15.15t] %style{%c}{cyan} - %m%n",
                "%d{COMPACT}{UTC}%-7level%c [%t] %m <%X{user}>%n",
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}{Asia/Kolkata} %p{length=1} (%t) %c: %m%n",
                "{%d{yyyy-MM-dd hh:mm:ss.SSS a z}{UTC}} %level [%t] %c%n    %m%n"
            })
    void readsWhatLog4jWrote(String pattern) {
        check(pattern, LayoutFormat.java(pattern, ZoneId.of("America/New_York")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log4j | [%d{DEFAULT}{UTC}] %p %m (%c)%n",
                "log4j | %d{DEFAULT}{UTC} - %-5p [%t:%c{1}@12] - %m%n",
                "log4j | %d{DEFAULT}{UTC} %-5p [%t] %c: %m%n",
                "log4j | %d{DEFAULT}{UTC} %p %c: %m%n",
                "log4j | %-5p %d{ISO8601}{UTC} [%t] %c - %m%n",
                "logback | %d{yyyy-MM-dd HH:mm:ss.SSS}{UTC} [%t] %-5level %c - %msg%n",
                "spring-boot | %d{yyyy-MM-dd HH:mm:ss.SSS}{UTC} %5p %pid --- [%15.15t] %-40c : %m%n",
                "spring-boot | %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}{UTC} %5p 7 --- [app] [%15.15t] %-40.40c{39} : %m%n",
                "spring-boot | %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}{UTC} %5p 7 --- [a] [%t] [0af-12] %-40c : %m%n%n%xEx"
            })
    void readsKnownLayoutsThatLog4jWrote(String name, String pattern) {
        check(pattern, Formats.of(name, Optional.empty(), ZoneId.of("UTC")));
    }

    private void check(String pattern, LineFormat format) {
        PatternLayout writer = PatternLayout.newBuilder()
                .withConfiguration(new DefaultConfiguration())
                .withPattern(pattern)
                .withDisableAnsi(true)
                .build();
        List<LogEvent> events = new ArrayList<>();
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < ROUNDS; i++) {
            LogEvent event = event();
            events.add(event);
            file.append(writer.toSerializable(event));
        }
        List<String> found = events(format, file.toString());
        assertThat(found).hasSameSizeAs(events);
        for (int i = 0; i < ROUNDS; i++) {
            check(events.get(i), Parsed.of(format, found.get(i)), pattern);
        }
    }

    private void check(LogEvent event, Parsed read, String pattern) {
        String as = pattern + " of " + event;
        assertThat(read.columns().rejected()).as(as).isFalse();
        assertThat(read.error()).as(as).isEmpty();
        assertThat(read.at("ts"))
                .as(as)
                .isEqualTo(Instant.ofEpochMilli(event.getTimeMillis()).toString());
        String level = event.getLevel().name();
        assertThat(read.at("level")).as(as).isEqualTo(pattern.contains("length=1") ? level.substring(0, 1) : level);
        String logger = event.getLoggerName();
        assertThat(read.at(pattern.contains("@") ? "class" : "logger"))
                .as(as)
                .isEqualTo(pattern.contains("@") ? logger.substring(logger.lastIndexOf('.') + 1) : logger);
        assertThat(read.at("message")).as(as).isEqualTo(event.getMessage().getFormattedMessage());
        if (pattern.contains("t]") || pattern.contains("[%t") || pattern.contains("thread")) {
            assertThat(read.at("thread")).as(as).isEqualTo(event.getThreadName());
        }
        if (pattern.contains("user")) {
            assertThat(read.at("mdc_user"))
                    .as(as)
                    .isEqualTo(event.getContextData().getValue("user"));
        }
        Throwable thrown = event.getThrown();
        assertThat(read.at("exception"))
                .as(as)
                .isEqualTo(thrown == null ? null : thrown.getClass().getName());
        if (thrown == null) {
            assertThat(read.at("stack_trace")).as(as).isNull();
        } else {
            assertThat(read.at("stack_trace"))
                    .as(as)
                    .startsWith(thrown.toString())
                    .contains("\tat ");
            assertThat(read.at("stack_trace").contains("Caused by: ")).as(as).isEqualTo(thrown.getCause() != null);
        }
    }

    private LogEvent event() {
        SortedArrayStringMap context = new SortedArrayStringMap();
        if (random.nextBoolean()) {
            context.putValue("user", "u" + random.nextInt(999));
        }
        MutableInstant time = new MutableInstant();
        time.initFromEpochMilli(random.nextLong(4_000_000_000_000L), 0);
        return Log4jLogEvent.newBuilder()
                .setLoggerName("org.example." + word() + ".Class$" + word().length())
                .setLevel(LEVELS.get(random.nextInt(LEVELS.size())))
                .setThreadName("pool-" + random.nextInt(9) + "[" + word() + "]-x")
                .setMessage(new SimpleMessage(message()))
                .setInstant(time)
                .setThrown(random.nextInt(4) == 0 ? thrown(3) : null)
                .setContextData(context)
                .build();
    }

    private Throwable thrown(int depth) {
        Throwable cause = depth > 0 && random.nextBoolean() ? thrown(depth - 1) : null;
        Exception exception = random.nextBoolean()
                ? new IllegalStateException("state: " + message(), cause)
                : new java.io.IOException(message(), cause);
        if (random.nextInt(5) == 0) {
            exception.addSuppressed(new IllegalArgumentException("suppressed"));
        }
        return exception;
    }

    private String message() {
        StringBuilder message = new StringBuilder("m");
        for (int i = random.nextInt(60); i > 0; i--) {
            message.append(random.nextInt(30) == 0 ? "\n" : "")
                    .append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return message.append('.').toString();
    }

    private String word() {
        return Integer.toString(1000 + random.nextInt(1 << 20), 36);
    }

    /** As a file is divided, line by line. */
    static List<String> events(LineFormat format, String file) {
        LineParser parser = format.parser(format.columns());
        List<String> events = new ArrayList<>();
        for (String line : file.split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            int last = events.size() - 1;
            if (last >= 0 && parser.continues(bytes, 0, bytes.length)) {
                events.set(last, events.get(last) + "\n" + line);
            } else {
                events.add(line);
            }
        }
        return events;
    }
}
