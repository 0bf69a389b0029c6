package dev.sluice.logs.format.access;

import dev.sluice.logs.format.layout.JavaDate;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.RequestLine;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** The fields of an access log: from a directive to the code that fills its columns. */
final class AccessFields {
    private static final long MICROS = 1_000_000;

    private AccessFields() {}

    /** The field of a directive, or null when no column of it is wanted. */
    static Field field(Directive directive, StructType wanted, ZoneId zone, Locale locale) {
        int[] slots = directive.columns().stream()
                .mapToInt(name -> Columns.slot(wanted, name))
                .toArray();
        if (IntStream.of(slots).allMatch(slot -> slot < 0)) {
            return null;
        }
        String name = directive.name();
        int slot = slots[0];
        return switch (directive.meaning()) {
            case TEXT -> new Text(new Cell(name, slot));
            case INTEGER, NUMBER -> new WholeNumber(slot, name, AccessFormat.integral(wanted, slot));
            case REQUEST ->
                new Request(new RequestLine(
                        new Cell("method", slots[0]),
                        new Cell("path", slots[1]),
                        new Cell("protocol", slots[2]),
                        new Cell(name, slots[3])));
            case STRFTIME, ISO, EPOCH, JAVA_DATE -> new Time(slot, name, clock(directive, zone, locale));
            case DURATION -> new Duration(slot, name, Long.parseLong(directive.argument()));
        };
    }

    /** What reads the bytes of a directive that is a time. */
    static TimeParser clock(Directive directive, ZoneId zone, Locale locale) {
        if (directive.meaning() == Directive.Meaning.STRFTIME) {
            return Strftime.of(directive.argument(), zone, directive.spoken() ? locale : Locale.ROOT);
        }
        if (directive.meaning() == Directive.Meaning.ISO) {
            return new IsoTime(zone);
        }
        if (directive.meaning() == Directive.Meaning.JAVA_DATE) {
            return JavaDate.of(directive.argument(), zone, locale);
        }
        long scale = 1_000_000 / Long.parseLong(directive.argument());
        return (line, from, to) -> Digits.scaled(line, from, to, scale);
    }

    private record Text(Cell cell) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            cell.resolved(line, from, to, out);
        }
    }

    private record WholeNumber(int slot, String name, boolean integer) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            long value = Digits.whole(line, from, to);
            if (value == Digits.NONE || (integer && value != (int) value)) {
                out.problem("BAD_NUMBER", name, from);
            } else {
                out.number(slot, value);
            }
        }
    }

    /** A number with a fraction, in micros of a second. */
    private record Duration(int slot, String name, long unitsPerSecond) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            long micros = unitsPerSecond > MICROS
                    ? Digits.whole(line, from, to)
                    : Digits.scaled(line, from, to, MICROS / unitsPerSecond);
            if (micros == Digits.NONE) {
                out.problem("BAD_NUMBER", name, from);
            } else {
                out.number(slot, unitsPerSecond > MICROS ? micros / (unitsPerSecond / MICROS) : micros);
            }
        }
    }

    private record Time(int slot, String name, TimeParser parser) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            long micros = parser.micros(line, from, to);
            if (micros == TimeParser.BAD) {
                out.problem("BAD_TIME", name, from);
            } else {
                out.number(slot, micros);
            }
        }
    }

    private record Request(RequestLine line) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            this.line.fill(line, from, to, out);
        }
    }
}
