package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.CommonTime;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.RequestLine;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** From a field to the code that fills its columns. */
final class Fillers {
    private Fillers() {}

    /** The filler of a field, or null when no column of it is wanted. */
    static Filler filler(Field field, StructType wanted, ZoneId zone) {
        int[] slots = field.columns().stream()
                .mapToInt(column -> Columns.slot(wanted, column))
                .toArray();
        if (IntStream.of(slots).allMatch(slot -> slot < 0)) {
            return null;
        }
        int slot = slots[0];
        String name = field.name();
        return switch (field.meaning()) {
            case TEXT, QUOTED, LIST -> new Cell(name, slot)::resolved;
            case INTEGER -> new WholeNumber(slot, name, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case NUMBER -> new WholeNumber(slot, name, -Long.MAX_VALUE, Long.MAX_VALUE);
            case SECONDS -> new Duration(slot, name, 1_000_000);
            case MILLIS -> new Duration(slot, name, 1_000);
            case ISO, BRACKETED, EPOCH -> new Time(slot, name, clock(field.meaning(), zone));
            case ADDRESS ->
                new Address(
                        slot, name, new WholeNumber(slots[1], field.columns().get(1), 0, 65_535));
            case REQUEST -> new Request(slots);
        };
    }

    /** What reads the bytes of a field that is a time. */
    static TimeParser clock(Field.Meaning meaning, ZoneId zone) {
        return switch (meaning) {
            case ISO -> new IsoTime(zone);
            case BRACKETED -> new CommonTime(zone);
            default -> (line, from, to) -> Digits.scaled(line, from, to, 1_000_000);
        };
    }

    private record WholeNumber(int slot, String name, long least, long most) implements Filler {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            long value = Digits.whole(line, from, to);
            if (value == Digits.NONE || value < least || value > most) {
                out.problem("BAD_NUMBER", name, from);
            } else {
                out.number(slot, value);
            }
        }
    }

    private record Duration(int slot, String name, long microsPerUnit) implements Filler {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            long micros = Digits.scaled(line, from, to, microsPerUnit);
            if (micros == Digits.NONE) {
                out.problem("BAD_NUMBER", name, from);
            } else if (micros >= 0) {
                out.number(slot, micros);
            }
        }
    }

    private record Time(int slot, String name, TimeParser parser) implements Filler {
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

    private record Address(int slot, String name, WholeNumber port) implements Filler {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            int colon = to - 1;
            while (colon > from && line[colon] != ':') {
                colon--;
            }
            if (colon <= from) {
                out.problem("BAD_ADDRESS", name, from);
                return;
            }
            boolean bracketed = line[from] == '[' && line[colon - 1] == ']';
            out.text(slot, line, bracketed ? from + 1 : from, bracketed ? colon - 1 : colon);
            if (port.slot() >= 0) {
                port.fill(line, colon + 1, to, out);
            }
        }
    }

    /** Slots: method, target, protocol, request. A part that is "-" is null. */
    private static final class Request implements Filler {
        private final Cell method;
        private final Cell target;
        private final Cell protocol;
        private final int original;

        Request(int[] slots) {
            this.method = new Cell("method", slots[0]);
            this.target = new Cell("request", slots[1]);
            this.protocol = new Cell("protocol", slots[2]);
            this.original = slots[3];
        }

        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            int end = to;
            while (end > from && line[end - 1] == ' ') {
                end--;
            }
            int blank = from;
            while (blank < end && RequestLine.isMethod(line[blank])) {
                blank++;
            }
            if (blank == from || blank >= end || line[blank] != ' ' || blank - from > 32) {
                out.text(original, line, from, to);
                out.problem("BAD_REQUEST", "request", from);
                return;
            }
            int last = end - 1;
            while (line[last] != ' ') {
                last--;
            }
            boolean versioned =
                    last > blank && (dash(line, last + 1, end) || RequestLine.isProtocol(line, last + 1, end));
            part(method, line, from, blank, out);
            part(target, line, blank + 1, versioned ? last : end, out);
            if (versioned) {
                part(protocol, line, last + 1, end, out);
            }
        }

        private static void part(Cell to, byte[] line, int first, int end, Columns out) {
            if (!dash(line, first, end)) {
                to.resolved(line, first, end, out);
            }
        }

        private static boolean dash(byte[] line, int from, int to) {
            return to - from == 1 && line[from] == '-';
        }
    }
}
