package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Begun;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.Parsed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lines of a file that was last written on 17 November 2024. */
final class Reading {
    private static final LastWritten FILE = new LastWritten(1_731_801_600_000_000L, LastWritten.By.GZIP_HEADER);

    private Reading() {}

    static LineFormat format() {
        return new Begun(new HaproxyFormat(ZoneId.of("UTC")), FILE);
    }

    static Parsed read(String line) {
        return Parsed.of(format(), line);
    }

    /** "name=value" of the columns that have one, and the error at the end. */
    static List<String> fields(String line) {
        Parsed parsed = read(line);
        List<String> fields = new ArrayList<>();
        Stream.of(format().columns().fieldNames())
                .filter(name -> parsed.at(name) != null)
                .forEach(name -> fields.add(name + "=" + parsed.at(name)));
        if (!parsed.error().isEmpty()) {
            fields.add(parsed.error());
        }
        return fields;
    }
}
