package dev.sluice.logs.format.syslog;

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
    static final LastWritten FILE = new LastWritten(1_731_801_600_000_000L, LastWritten.By.MTIME);

    private Reading() {}

    static LineFormat format() {
        return in("UTC");
    }

    static LineFormat in(String zone) {
        return new Begun(new SyslogFormat(ZoneId.of(zone)), FILE);
    }

    static Parsed read(String line) {
        return Parsed.of(format(), line);
    }

    /** "name=value" of the columns that have one, but for ts and _time_source, and the error at the end. */
    static List<String> fields(String line) {
        Parsed parsed = read(line);
        List<String> fields = new ArrayList<>();
        Stream.of(format().columns().fieldNames())
                .filter(name -> !name.equals("ts") && !name.equals("_time_source") && parsed.at(name) != null)
                .forEach(name -> fields.add(name + "=" + parsed.at(name)));
        if (!parsed.error().isEmpty()) {
            fields.add(parsed.error());
        }
        return fields;
    }
}
