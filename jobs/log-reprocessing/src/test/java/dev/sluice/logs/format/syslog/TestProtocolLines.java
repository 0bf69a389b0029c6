package dev.sluice.logs.format.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.logs.line.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5424; the examples are those of its sections 6.3.5 and 6.5. */
class TestProtocolLines {
    private static final String HEAD = "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 ";
    private static final String ELEMENT = "[exampleSDID@32473 iut=\"3\" eventSource=\"Application\" eventID=\"1011\"]";
    private static final String JSON =
            "{\"exampleSDID@32473\":{\"iut\":\"3\",\"eventSource\":\"Application\",\"eventID\":\"1011\"}}";

    @Test
    void readsTheFirstExample() {
        String line =
                "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for lonvick"
                        + " on /dev/pts/8";
        assertThat(Reading.fields(line))
                .containsExactly(
                        "facility=auth",
                        "severity=crit",
                        "host=mymachine.example.com",
                        "program=su",
                        "msg_id=ID47",
                        "message='su root' failed for lonvick on /dev/pts/8");
        assertThat(Reading.read(line).at("ts")).isEqualTo("2003-10-11T22:14:15.003Z");
        assertThat(Reading.read(line).at("_time_source")).isEqualTo("line");
    }

    @Test
    void readsTheSecondExample() {
        String line = "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the"
                + " do-nuts.";
        assertThat(Reading.fields(line))
                .containsExactly(
                        "facility=local4",
                        "severity=notice",
                        "host=192.0.2.1",
                        "program=myproc",
                        "pid=8710",
                        "message=%% It's time to make the do-nuts.");
        assertThat(Reading.read(line).at("ts")).isEqualTo("2003-08-24T12:14:15.000003Z");
    }

    @Test
    void readsTheExamplesWithStructuredData() {
        Parsed third = Reading.read(HEAD + ELEMENT + " \ufeffAn application event log entry...");
        assertThat(third.error()).isEmpty();
        assertThat(third.at("structured_data")).isEqualTo(JSON);
        assertThat(third.at("message")).isEqualTo("An application event log entry...");
        Parsed fourth = Reading.read(HEAD + ELEMENT + "[examplePriority@32473 class=\"high\"]");
        assertThat(fourth.error()).isEmpty();
        assertThat(fourth.at("structured_data"))
                .isEqualTo(JSON.substring(0, JSON.length() - 1) + ",\"examplePriority@32473\":{\"class\":\"high\"}}");
        assertThat(fourth.at("message")).isNull();
    }

    /** 6.3.5: a blank after an element ends the structured data; one before an id breaks it. */
    @Test
    void elementsStandWithoutBlanks() {
        Parsed two = Reading.read(HEAD + ELEMENT + " [examplePriority@32473 class=\"high\"]");
        assertThat(two.error()).isEmpty();
        assertThat(two.at("structured_data")).isEqualTo(JSON);
        assertThat(two.at("message")).isEqualTo("[examplePriority@32473 class=\"high\"]");
        Parsed blank = Reading.read(HEAD + "[ examplePriority@32473 class=\"high\"]" + ELEMENT);
        assertThat(blank.error()).isEqualTo("BAD_STRUCTURED_DATA structured_data 71");
        assertThat(blank.at("structured_data")).isNull();
        assertThat(blank.at("message")).isEqualTo("[ examplePriority@32473 class=\"high\"]" + ELEMENT);
        assertThat(Reading.read(HEAD + "[sigSig ver=\"1\" rsID=\"1234\"]").at("structured_data"))
                .isEqualTo("{\"sigSig\":{\"ver\":\"1\",\"rsID\":\"1234\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[a] ~ {\"a\":{}}",
                "[a][b] ~ {\"a\":{},\"b\":{}}",
                "[a b=\"\"] ~ {\"a\":{\"b\":\"\"}}",
                "[a b=\"x y\" c=\"=\"] ~ {\"a\":{\"b\":\"x y\",\"c\":\"=\"}}",
                "[a b=\"\\]\\\\\\\"\"] ~ {\"a\":{\"b\":\"]\\\\\\\"\"}}",
                "[a b=\"c:\\temp\"] ~ {\"a\":{\"b\":\"c:\\\\temp\"}}",
                "[a b=\"\t\u0001\"] ~ {\"a\":{\"b\":\"\\u0009\\u0001\"}}",
                "[a b=\"\u00e9\"] ~ {\"a\":{\"b\":\"\u00e9\"}}",
                "[origin ip=\"192.0.2.1\" ip=\"192.0.2.129\"] ~ {\"origin\":{\"ip\":\"192.0.2.1\",\"ip\":\"192.0.2.129\"}}"
            })
    void structuredDataIsJson(String data, String json) {
        Parsed line = Reading.read(HEAD + data + " x");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("structured_data")).isEqualTo(json);
        assertThat(line.at("message")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[",
                "` x`",
                "[]",
                "[a",
                "[a b]",
                "[a b=]",
                "[a b=c]",
                "[a b=\"c]",
                "[a b=\"c\\\"]",
                "[a b=\"c\"x]",
                "[a]x",
                "-x",
                "x",
                "[a=\"b\"]"
            })
    void brokenStructuredDataStaysInTheMessage(String data) {
        Parsed line = Reading.read(HEAD + data);
        assertThat(line.error()).isEqualTo("BAD_STRUCTURED_DATA structured_data 71");
        assertThat(line.at("structured_data")).isNull();
        assertThat(line.at("message")).isEqualTo(data);
        assertThat(line.at("msg_id")).isEqualTo("ID47");
    }

    @ParameterizedTest
    @CsvSource({
        "'<34>1 -', MISSING_FIELDS host 8",
        "'<34>1 - a', MISSING_FIELDS program 10",
        "'<34>1 - a b', MISSING_FIELDS pid 12",
        "'<34>1 - a b c', MISSING_FIELDS msg_id 14",
        "'<34>1 - a b c d', MISSING_FIELDS structured_data 16",
        "'<34>1 - a b c d -', ''"
    })
    void aLineThatEndsEarlySaysWhere(String line, String error) {
        assertThat(Reading.read(line).error()).isEqualTo(error);
        assertThat(Reading.read(line).at("severity")).isEqualTo("crit");
    }

    @Test
    void everyFieldButTheVersionMayBeNil() {
        assertThat(Reading.fields("<34>1 - - - - - -")).containsExactly("facility=auth", "severity=crit");
        assertThat(Reading.read("<34>1 - - - - - -").at("ts")).isNull();
        assertThat(Reading.fields("<34>1 - - - - - - -")).contains("message=-");
    }

    @Test
    void structuredDataMayBeLong() {
        String value = "v\"".repeat(500);
        Parsed line = Reading.read(HEAD + "[a b=\"" + value.replace("\"", "\\\"") + "\"] x");
        assertThat(line.error()).isEmpty();
        assertThat(line.at("structured_data")).isEqualTo("{\"a\":{\"b\":\"" + value.replace("\"", "\\\"") + "\"}}");
    }

    @Test
    void aProcessMayHaveAName() {
        assertThat(Reading.fields("<34>1 - - app rs:main-4 - - x"))
                .contains("procid=rs:main-4")
                .doesNotContain("pid=4");
    }

    @Test
    void theKernelHasItsUptimeHereToo() {
        assertThat(Reading.fields("<6>1 - a kernel - - - [    1.500000] x")).contains("uptime_us=1500000", "message=x");
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        Random random = new Random(12);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 3_000; i++) {
            int number = random.nextInt(192);
            Instant moment =
                    Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000) * 1000L);
            List<String> words = random.ints(4, 1, 1 << 20)
                    .mapToObj(w -> "w" + Integer.toString(w, 36))
                    .toList();
            Map<String, Map<String, String>> data = data(random);
            String message = random.nextBoolean() ? "" : text(random);
            String line = "<" + number + ">1 " + moment + " " + words.get(0) + " " + words.get(1) + " " + number + " "
                    + words.get(2) + " " + written(data) + (message.isEmpty() ? "" : " " + message);
            Parsed parsed = Parsed.of(Reading.format(), line.getBytes(StandardCharsets.UTF_8));
            assertThat(parsed.error()).as(line).isEmpty();
            assertThat(Instant.parse(parsed.at("ts"))).isEqualTo(moment);
            assertThat(parsed.at("host")).isEqualTo(words.get(0));
            assertThat(parsed.at("program")).isEqualTo(words.get(1));
            assertThat(parsed.at("pid")).isEqualTo(Integer.toString(number));
            assertThat(parsed.at("msg_id")).isEqualTo(words.get(2));
            assertThat(parsed.at("message")).isEqualTo(message.isEmpty() ? null : message);
            String json = parsed.at("structured_data");
            assertThat(mapper.readValue(
                            json == null ? "{}" : json, new TypeReference<Map<String, Map<String, String>>>() {}))
                    .as(line)
                    .isEqualTo(data);
        }
    }

    private static Map<String, Map<String, String>> data(Random random) {
        Map<String, Map<String, String>> data = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Map<String, String> params = new LinkedHashMap<>();
            for (int k = random.nextInt(3); k > 0; k--) {
                params.put("p" + k, text(random));
            }
            data.put("id" + i + "@32473", params);
        }
        return data;
    }

    private static String written(Map<String, Map<String, String>> data) {
        StringBuilder text = new StringBuilder(data.isEmpty() ? "-" : "");
        data.forEach((id, params) -> {
            text.append('[').append(id);
            params.forEach((name, value) -> text.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(value.replaceAll("[\\\\\"\\]]", "\\\\$0"))
                    .append('"'));
            text.append(']');
        });
        return text.toString();
    }

    private static String text(Random random) {
        String alphabet = "ab \"\\]=[\u00e9\t\u0001-";
        StringBuilder text = new StringBuilder("m");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
