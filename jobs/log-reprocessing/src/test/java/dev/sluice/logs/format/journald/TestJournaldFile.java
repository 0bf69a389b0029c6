package dev.sluice.logs.format.journald;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.logs.EventReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files of entries: where each begins and ends, whatever is in its data. */
class TestJournaldFile {
    private static final JournaldFormat FORMAT = new JournaldFormat();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 300;

    @Test
    void blankLinesAndFieldsInDataAreData() {
        byte[] file = new ExportWriter()
                .at(1)
                .binary("MESSAGE", "a\n\n__REALTIME_TIMESTAMP=9\n\nMESSAGE\n")
                .end()
                .at(2)
                .text("MESSAGE", "b")
                .end()
                .bytes();
        EventReading reading = EventReading.of(FORMAT, file);
        assertThat(reading.column("message")).containsExactly("a\n\n__REALTIME_TIMESTAMP=9\n\nMESSAGE\n", "b");
        assertThat(reading.column("_origin"))
                .containsExactly(
                        "0: 1-9", (file.length - "__REALTIME_TIMESTAMP=2\nMESSAGE=b\n\n".length()) + ": 10-12");
        assertThat(reading.counts().lines()).isEqualTo(12);
        assertThat(reading.counts().continued()).isEqualTo(10);
        assertThat(reading.rejects()).isEmpty();
    }

    /** A length of 10 has a line end in it, 2,570 two and 657,930 three; 2,573 ends a line with CR LF. */
    @Test
    void aLengthMayHaveLineEndsInIt() {
        for (int length : new int[] {10, 2_570, 13, 2_573, 255, 657_930}) {
            for (String filler : length < 100_000 ? List.of("x", "\n", "\r\n") : List.of("x")) {
                String value = filler.repeat(length).substring(0, length);
                byte[] file = new ExportWriter()
                        .at(1)
                        .binary("MESSAGE", value)
                        .end()
                        .at(2)
                        .end()
                        .bytes();
                EventReading reading = EventReading.of(FORMAT, file);
                assertThat(reading.codes()).as("%s bytes", length).isEmpty();
                assertThat(reading.column("ts")).containsExactly("1", "2");
                assertThat(reading.column("_error")).containsOnlyNulls();
                assertThat(reading.rows().get(0).get("message")).isEqualTo(value);
            }
        }
    }

    @Test
    void anyFieldsComeBack() throws JsonProcessingException {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            ExportWriter file = new ExportWriter();
            List<String> messages = new ArrayList<>();
            List<Map<String, String>> others = new ArrayList<>();
            int entries = 1 + random.nextInt(5);
            for (int i = 0; i < entries; i++) {
                messages.add(value(random));
                others.add(new LinkedHashMap<>());
                file.at(i).binary("MESSAGE", messages.get(i));
                for (int field = random.nextInt(4); field >= 0; field--) {
                    others.get(i).put("F_" + field, value(random));
                }
                others.get(i).forEach((name, value) -> field(file, name, value, random));
                file.raw("\n".repeat(1 + random.nextInt(3)));
            }
            EventReading reading = EventReading.of(FORMAT, file.bytes(), 1 + random.nextInt(200), 1 << 20);
            assertThat(reading.column("message")).isEqualTo(messages);
            for (int i = 0; i < entries; i++) {
                assertThat(JSON.readTree(reading.rows().get(i).get("extra")))
                        .isEqualTo(JSON.valueToTree(others.get(i)));
            }
        }
    }

    private static void field(ExportWriter file, String name, String value, Random random) {
        boolean printable = value.chars().allMatch(c -> c >= ' ');
        if (printable && random.nextBoolean()) {
            file.text(name, value);
        } else {
            file.binary(name, value);
        }
    }

    private static String value(Random random) {
        String marks = "\n\r\t =\u0000\"\\ae\u00e4\u20acMESSAGE";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(marks.charAt(random.nextInt(marks.length())));
        }
        return text.toString();
    }

    @Test
    void eachCutOfAFileLosesNothing() {
        byte[] file = new ExportWriter()
                .at(1)
                .text("PRIORITY", "6")
                .end()
                .at(2)
                .binary("MESSAGE", "12345\n\n12345")
                .text("_PID", "7")
                .end()
                .bytes();
        String all = new String(file, UTF_8);
        int data = all.indexOf("MESSAGE");
        int behind = all.indexOf("_PID") - 1;
        for (int size = 0; size <= file.length; size++) {
            EventReading reading = EventReading.of(FORMAT, Arrays.copyOf(file, size));
            int kept = reading.rows().stream()
                            .mapToInt(row -> row.get("_raw").getBytes(UTF_8).length)
                            .sum()
                    + reading.rejects().stream()
                            .mapToInt(reject -> reject.raw().length())
                            .sum();
            assertThat(kept).as("cut at %s", size).isGreaterThanOrEqualTo(size - 3);
            if (size > data + "MESSAGE\n".length() && size < behind) {
                assertThat(reading.codes()).as("cut at %s", size).containsExactly("BAD_LENGTH");
                assertThat(reading.rejects().get(0).redo()).isTrue();
            } else if (size >= behind && size < file.length) {
                assertThat(reading.codes()).isEmpty();
                assertThat(reading.column("_error").get(1)).startsWith("CUT_ENTRY");
            }
        }
    }

    @Test
    void aLengthThatIsWrongCostsItsEntryOnly() {
        for (long length : new long[] {0, 2, 5, -1, Long.MAX_VALUE, 1L << 40}) {
            byte[] file = new ExportWriter()
                    .at(1)
                    .declared("MESSAGE", length, "abc".getBytes(UTF_8))
                    .raw("\nA=1\n")
                    .end()
                    .at(2)
                    .text("MESSAGE", "next")
                    .end()
                    .bytes();
            EventReading reading = EventReading.of(FORMAT, file);
            assertThat(reading.codes()).as("%s bytes", length).containsExactly("BAD_LENGTH");
            assertThat(reading.column("message")).containsExactly("next");
        }
    }

    @Test
    void anEntryThatIsTooLongIsSteppedOver() {
        byte[] large = "line\n".repeat(100_000).getBytes(UTF_8);
        byte[] oneLine = "x".repeat(500_000).getBytes(UTF_8);
        for (byte[] data : List.of(large, oneLine)) {
            byte[] file = new ExportWriter()
                    .at(1)
                    .binary("COREDUMP", data)
                    .text("MESSAGE", "dumped")
                    .end()
                    .at(2)
                    .end()
                    .bytes();
            EventReading reading = EventReading.of(FORMAT, file, 10_007, 200_000);
            assertThat(reading.codes()).containsExactly("LINE_TOO_LONG");
            assertThat(reading.rejects().get(0).raw())
                    .hasSize(1 << 16)
                    .startsWith("__REALTIME_TIMESTAMP=1\nCOREDUMP\n");
            assertThat(reading.column("ts")).containsExactly("2");
            assertThat(reading.column("_error")).containsOnlyNulls();
        }
    }

    /** As journald-remote is tested: a line between two entries that is no field. */
    @Test
    void aLineBetweenEntriesIsARejectOfItsOwn() {
        byte[] file = new ExportWriter()
                .at(1)
                .end()
                .raw("++Dodgy=record\n\n")
                .at(2)
                .raw("\r\n")
                .raw("# text\n")
                .at(3)
                .end()
                .bytes();
        EventReading reading = EventReading.of(FORMAT, file);
        assertThat(reading.codes()).containsExactly("NOT_IN_FORMAT", "NOT_IN_FORMAT");
        assertThat(reading.column("ts")).containsExactly("1", "2", "3");
        assertThat(reading.counts().blank()).isEqualTo(1);
    }

    @Test
    void whateverIsBrokenTheBalanceHolds() {
        byte[] file = new ExportWriter()
                .at(1)
                .text("MESSAGE", "a")
                .binary("B", "x\n\ny")
                .end()
                .at(2)
                .binary("MESSAGE", "\n".repeat(10))
                .end()
                .bytes();
        Random random = new Random(3);
        int rejected = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = file.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                broken[random.nextInt(broken.length)] = (byte) (random.nextBoolean() ? '\n' : random.nextInt(256));
            }
            rejected += EventReading.of(FORMAT, broken, 64, 1 << 16).rejects().size();
        }
        assertThat(rejected).isPositive();
    }
}
