package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Column;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose times have no year and which have several years of lines. */
class TestRollOvers {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter KLOG = DateTimeFormatter.ofPattern("'I'MMdd HH:mm:ss.000000", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Instant WRITTEN = Instant.parse("2024-03-01T12:00:00Z");
    private static final Configuration HADOOP = new Configuration(false);
    private static final String UNSET_CLOCK = "Jan  1 00:00:07";

    @TempDir
    Path folder;

    private record Read(Instant ts, String source) {}

    @Test
    void eachLineIsInItsOwnYear() throws IOException {
        List<Instant> moments = moments(Instant.parse("2020-02-28T00:00:00Z"), Duration.ofHours(13));
        for (String before : List.of("", "<134>", "klog")) {
            boolean klog = before.equals("klog");
            StringBuilder text = new StringBuilder();
            for (Instant moment : moments) {
                text.append(klog ? KLOG.format(moment) : before + STAMP.format(moment));
                text.append(klog ? " 7 a.go:1] m\n" : " host program[1]: m\n");
            }
            List<Read> read = new ArrayList<>(
                    whole(klog ? "klog" : "syslog", text.toString()).values());
            assertThat(read).extracting(Read::ts).isEqualTo(moments);
            Instant byFile = WRITTEN.plus(Duration.ofDays(1)).minus(Duration.ofDays(366));
            assertThat(read)
                    .allSatisfy(line -> assertThat(line.source())
                            .as("%s", line)
                            .isEqualTo(line.ts().isAfter(byFile) ? "mtime" : "roll-over"));
        }
    }

    @Test
    void aFileOfLessThanAYearIsAsItsEvidenceSays() throws IOException {
        List<Instant> moments = moments(WRITTEN.minus(Duration.ofDays(364)), Duration.ofDays(3));
        assertThat(whole("syslog", text(moments)).values())
                .extracting(Read::source)
                .containsOnly("mtime");
    }

    /** It was copied, or touched, long after its last line. */
    @Test
    void theLastLineDatesThoseBeforeIt() throws IOException {
        List<Instant> moments = moments(Instant.parse("2023-01-03T00:00:00Z"), Duration.ofDays(2)).stream()
                .filter(moment -> moment.isBefore(Instant.parse("2023-11-20T00:00:00Z")))
                .toList();
        assertThat(whole("syslog", text(moments)).values()).extracting(Read::ts).containsExactlyElementsOf(moments);
    }

    /** A clock that was not set, and two hosts that do not agree at New Year. */
    @Test
    void aClockThatIsWrongIsNoNewYear() throws IOException {
        List<Instant> moments = moments(Instant.parse("2022-10-01T00:00:00Z"), Duration.ofDays(1));
        StringBuilder text = new StringBuilder();
        for (Instant moment : moments) {
            text.append(STAMP.format(moment)).append(" host program[1]: m\n");
            int month = moment.atZone(ZoneOffset.UTC).getMonthValue();
            if (month == 9 || month == 11) {
                text.append(UNSET_CLOCK).append(" router syslogd: started\n");
            }
            if (STAMP.format(moment).startsWith("Jan  1")) {
                text.append("Dec 31 23:59:59 other program[1]: m\n").append("Jan  1 00:00:01 host program[1]: m\n");
            }
        }
        List<Instant> found = new ArrayList<>();
        String[] lines = text.toString().split("\n", -1);
        int line = 0;
        for (Read read : whole("syslog", text.toString()).values()) {
            if (lines[line].endsWith(" m")
                    && !lines[line].contains("31 23:59:59")
                    && !lines[line].contains("00:00:01")) {
                found.add(read.ts());
            } else if (lines[line].contains("Dec 31")) {
                assertThat(read.ts())
                        .isIn(Instant.parse("2022-12-31T23:59:59Z"), Instant.parse("2023-12-31T23:59:59Z"));
            }
            line++;
        }
        assertThat(found).isEqualTo(moments);
    }

    @Test
    void aSplitHasTheYearsThatTheWholeFileHas() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 10; round++) {
            List<Instant> moments = new ArrayList<>();
            Instant at = WRITTEN.minus(Duration.ofDays(400 + random.nextInt(2_000)));
            while (at.isBefore(WRITTEN)) {
                moments.add(at);
                at = at.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(20) == 0 ? 200_000 : 4_000)));
            }
            String text = text(moments);
            Map<Long, Read> whole = whole("syslog", text);
            assertThat(whole.values()).extracting(Read::ts).containsExactlyElementsOf(moments);
            Map<Long, Read> splits = new TreeMap<>();
            long step = 1L + random.nextInt(text.length());
            for (long start = 0; start < text.length(); start += step) {
                splits.putAll(read("syslog", text, start, Math.min(text.length(), start + step)));
            }
            assertThat(splits).isEqualTo(whole);
        }
    }

    @Test
    void aLargeFileIsLookedAtInPlaces() throws IOException {
        List<Instant> moments = moments(Instant.parse("2019-05-01T00:00:00Z"), Duration.ofMinutes(40));
        LogFile file = file(text(moments));
        YearlessLines lines = parser().yearless().orElseThrow();
        assertThat(RollOvers.count(file, 0, Long.MAX_VALUE, 64, lines, HADOOP)).isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            long start = file.size() * i / 20;
            assertThat(RollOvers.count(file, start, 0, 64, lines, HADOOP))
                    .as("from %s of 20 on", i)
                    .isEqualTo(RollOvers.count(file, start, Long.MAX_VALUE, 64, lines, HADOOP));
        }
        assertThat(RollOvers.count(file, 0, 0, 1, lines, HADOOP)).isLessThan(5);
        Instant newYear = Instant.parse("2024-01-03T00:00:00Z");
        LogFile untilJanuary =
                file(text(moments.stream().filter(newYear::isAfter).toList()));
        assertThat(RollOvers.count(untilJanuary, 0, 0, 64, lines, HADOOP)).isEqualTo(5);
    }

    @Test
    void aPartOfALineTellsNoDay() throws IOException {
        String first = "Oct 11 22:14:15 host program[1]: Jan  1 00:00:00 host other: m\n";
        LogFile file = file(first + "Oct 12 22:14:15 host program[1]: m\n");
        long inside = first.indexOf("Jan") + 1L;
        assertThat(RollOvers.count(
                        file, inside, Long.MAX_VALUE, 64, parser().yearless().orElseThrow(), HADOOP))
                .isZero();
    }

    @Test
    void nobodyLooksWhereTimesAreNotWanted() {
        LineFormat syslog = Formats.of("syslog", Optional.empty(), ZoneId.of("UTC"));
        assertThat(syslog.parser(StructType.fromDDL("message string")).yearless())
                .isEmpty();
        LineFormat combined = Formats.of("combined", Optional.empty(), ZoneId.of("UTC"));
        assertThat(combined.parser(combined.columns()).yearless()).isEmpty();
    }

    private static List<Instant> moments(Instant first, Duration step) {
        List<Instant> moments = new ArrayList<>();
        for (Instant at = first; at.isBefore(WRITTEN); at = at.plus(step)) {
            moments.add(at);
        }
        return moments;
    }

    private static String text(List<Instant> moments) {
        StringBuilder text = new StringBuilder();
        moments.forEach(moment -> text.append(STAMP.format(moment)).append(" host program[1]: m\n"));
        return text.toString();
    }

    private static LineParser parser() {
        LineFormat format = Formats.of("syslog", Optional.empty(), ZoneId.of("UTC"));
        LineParser parser = format.parser(format.columns());
        parser.begin(new LastWritten(WRITTEN.getEpochSecond() * 1_000_000, LastWritten.By.MTIME));
        return parser;
    }

    private LogFile file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("messages"), text);
        return new LogFile(file.toUri().toString(), text.length(), WRITTEN.toEpochMilli(), text.length(), "item", 1);
    }

    private Map<Long, Read> whole(String format, String text) throws IOException {
        return read(format, text, 0, text.length());
    }

    /** The lines that begin in a split, by their offsets. */
    private Map<Long, Read> read(String format, String text, long start, long end) throws IOException {
        LineFormat lines = Formats.of(format, Optional.empty(), ZoneId.of("UTC"));
        ReadPlan plan = new ReadPlan(lines, Raw.NEVER, 1 << 20, false, null);
        LogFile file = file(text);
        LastWritten written = LastWritten.of(file.path(), new byte[0], file.modified());
        LogSplit split = new LogSplit(file, Codec.PLAIN, written, start, end, end - start == text.length());
        StructType wanted = plan.schema();
        RowMaker rows = new RowMaker(wanted, Raw.NEVER);
        Map<Long, Read> found = new TreeMap<>();
        try (SplitReader reader = new SplitReader(split, plan, lines.parser(wanted), rows, HADOOP)) {
            while (reader.next(reject -> assertThat(reject).isNull())) {
                Column ts = rows.columns().column(wanted.fieldIndex("ts"));
                Column source = rows.columns().column(wanted.fieldIndex("_time_source"));
                Column origin = rows.columns().column(wanted.fieldIndex("_origin"));
                for (int row = 0; row < rows.columns().row(); row++) {
                    found.put(
                            origin.getChild(1).getLong(row),
                            new Read(
                                    Instant.EPOCH.plusNanos(ts.getLong(row) * 1_000),
                                    source.getUTF8String(row).toString()));
                }
            }
        }
        return found;
    }
}
