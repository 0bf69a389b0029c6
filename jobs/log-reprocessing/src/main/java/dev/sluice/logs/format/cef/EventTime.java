package dev.sluice.logs.format.cef;

import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;

/** ISO 8601 or {@code Sep 19 2026 08:26:10[.123] [UTC]}. Not thread-safe. */
final class EventTime implements TimeParser {
    private final TimeParser iso;
    private final TimeParser[] others;

    EventTime(ZoneId zone) {
        this.iso = new IsoTime(zone);
        this.others = new TimeParser[] {
            Strftime.of("%b %d %Y %H:%M:%S", zone),
            Strftime.of("%b %d %Y %H:%M:%S.%f", zone),
            Strftime.of("%b %d %Y %H:%M:%S %Z", zone),
            Strftime.of("%b %d %Y %H:%M:%S.%f %Z", zone)
        };
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        long micros = iso.micros(line, from, to);
        for (int i = 0; micros == BAD && i < others.length; i++) {
            micros = others[i].micros(line, from, to);
        }
        return micros;
    }
}
