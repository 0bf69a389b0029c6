package dev.sluice.bench;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.bytes.Joined;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import io.krakens.grok.api.Match;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Megabytes of raw log that each format reads in a second of a core: {@code FormatSpeed [MEGABYTES] [ROUNDS]}. All
 * columns are filled and thrown away, as for Spark's noop, without Spark. A line or a few of the format's documentation
 * are repeated. The median of the rounds that follow a first one, which warms up.
 */
final class FormatSpeed {
    private static final String GROK = "%{COMBINEDAPACHELOG}";
    private static final String REGEX = "regex (?<client_ip>\\S+) (?<ident>\\S+) (?<user>\\S+) \\[(?<ts>[^\\]]+)\\] "
            + "\"(?<request>[^\"]*)\" (?<status>\\d+) (?<bytes>\\S+) \"(?<referer>[^\"]*)\" \"(?<agent>[^\"]*)\"";
    private static final String COLUMNS =
            "ts timestamp, level string, msg string, method string, path string, type string";
    private static final int MOST = 1 << 20;

    private final int bytes;
    private final int rounds;

    private FormatSpeed(int bytes, int rounds) {
        this.bytes = bytes;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        FormatSpeed speed = new FormatSpeed(megabytes << 20, rounds);
        Map<String, String> lines = lines();
        for (Map.Entry<String, String> format : lines.entrySet()) {
            speed.print(format.getKey(), speed.ours(format.getKey(), format.getValue()));
        }
        String combined = lines.get("combined");
        speed.print("regex, of combined", speed.ours(REGEX, combined));
        double ours = speed.ours("grok " + GROK, combined);
        double theirs = speed.javaGrok(combined);
        speed.print("grok, of combined", ours);
        speed.print("java-grok 0.1.9, of combined", theirs);
        System.out.printf(Locale.ROOT, "%-32s %8.1f x%n", "grok against java-grok", ours / theirs);
    }

    private void print(String what, double speed) {
        System.out.printf(Locale.ROOT, "%-32s %8.1f MB/s%n", what, speed);
    }

    private double ours(String name, String text) throws Exception {
        boolean declared = name.equals("json") || name.equals("logfmt") || name.equals("kv") || name.matches("[ct]sv");
        Formats formats = new Formats(declared ? Optional.of(COLUMNS) : Optional.empty(), ZoneOffset.UTC);
        LineFormat format = formats.of(name);
        Columns columns = new Columns(format.columns());
        byte[] file = repeated(text);
        return median(file.length, () -> {
            LineParser parser = format.parser(format.columns());
            parser.begin(new LastWritten(1_700_000_000_000_000L, LastWritten.By.MTIME));
            return rows(format, parser, columns, file);
        });
    }

    private static long rows(LineFormat format, LineParser parser, Columns columns, byte[] file) throws IOException {
        Lines lines = new Lines(Unpacked.of(Codec.PLAIN, new ByteArrayInputStream(file), Inflation.OF_FILE), 0, MOST);
        Framing events = events(format, parser, lines);
        long rows = 0;
        columns.reset();
        while (events.next()) {
            do {
                if (columns.full()) {
                    columns.reset();
                }
                columns.clear(events.from());
                parser.parse(events.buffer(), events.from(), events.to(), columns);
                if (columns.rejected()) {
                    throw new IllegalStateException(columns.rejectCode() + " " + columns.rejectMessage());
                }
                if (!columns.isHeader()) {
                    columns.keep();
                    rows++;
                }
            } while (!columns.full() && events.nextInBuffer());
        }
        return rows;
    }

    private static Framing events(LineFormat format, LineParser parser, Lines lines) {
        if (format.joined()) {
            return new Joined(lines, parser.joints().orElseThrow(), MOST, MOST);
        }
        return format.multiLine() ? new Events(lines, parser::continues, MOST, MOST) : lines;
    }

    private double javaGrok(String text) throws Exception {
        GrokCompiler compiler = GrokCompiler.newInstance();
        compiler.registerDefaultPatterns();
        Grok grok = compiler.compile(GROK);
        byte[] file = repeated(text);
        return median(file.length, () -> {
            long rows = 0;
            try (InputStream in = new ByteArrayInputStream(file);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Match match = grok.match(line);
                    rows += match.capture().isEmpty() ? 0 : 1;
                }
            }
            return rows;
        });
    }

    private byte[] repeated(String text) {
        byte[] one = (text + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream(bytes + one.length);
        while (file.size() < bytes) {
            file.writeBytes(one);
        }
        return file.toByteArray();
    }

    /** Megabytes in a second of this thread's CPU time. */
    private double median(int length, Callable<Long> work) throws Exception {
        double[] speeds = new double[rounds + 1];
        for (int i = 0; i <= rounds; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (work.call() == 0) {
                throw new IllegalStateException("nothing was read");
            }
            speeds[i] = length * 1e3 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        double[] measured = Arrays.copyOfRange(speeds, 1, speeds.length);
        Arrays.sort(measured);
        return measured[rounds / 2];
    }

    private static Map<String, String> lines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        try (InputStream file = FormatSpeed.class.getResourceAsStream("lines.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int bar = line.indexOf(" | ");
                if (!line.startsWith("#")) {
                    lines.put(line.substring(0, bar), line.substring(bar + 3).translateEscapes());
                }
            }
        }
        return lines;
    }
}
