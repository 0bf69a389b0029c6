package dev.sluice.logs.format.access;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.Escapes;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The fields of an access log: from a directive to the code that fills its columns. */
final class AccessFields {
    private AccessFields() {}

    /** The field of a directive, or null when no column of it is wanted. */
    static Field field(Directive directive, StructType wanted, ZoneId zone) {
        int[] slots = directive.columns().stream()
                .mapToInt(name -> Columns.slot(wanted, name))
                .toArray();
        if (IntStream.of(slots).allMatch(slot -> slot < 0)) {
            return null;
        }
        String name = directive.name();
        int slot = slots[0];
        return switch (directive.meaning()) {
            case TEXT -> new Text(slot, name);
            case INTEGER, NUMBER -> new WholeNumber(slot, name, AccessFormat.integral(wanted, slot));
            case REQUEST -> new Request(slots, name);
            case STRFTIME, ISO, EPOCH -> new Time(slot, name, clock(directive, zone));
            case DURATION -> new Duration(slot, name, Long.parseLong(directive.argument()));
        };
    }

    /** What reads the bytes of a directive that is a time. */
    static TimeParser clock(Directive directive, ZoneId zone) {
        if (directive.meaning() == Directive.Meaning.STRFTIME) {
            return Strftime.of(directive.argument(), zone);
        }
        if (directive.meaning() == Directive.Meaning.ISO) {
            return new IsoTime(zone);
        }
        long scale = 1_000_000 / Long.parseLong(directive.argument());
        return (line, from, to) -> Digits.scaled(line, from, to, scale);
    }

    private record Text(int slot, String name) implements Field {
        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            if (!out.escaped() || Bytes.find(line, from, to, (byte) '\\') < 0) {
                out.text(slot, line, from, to);
                return;
            }
            byte[] plain = Escapes.resolve(line, from, to);
            out.text(slot, plain, 0, plain.length);
            if (!UTF8String.fromBytes(plain).isValid()) {
                out.problem("INVALID_UTF8", name, from);
            }
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
            long micros = Digits.scaled(line, from, to, 1_000_000 / unitsPerSecond);
            if (micros == Digits.NONE) {
                out.problem("BAD_NUMBER", name, from);
            } else {
                out.number(slot, micros);
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

    /** Slots: method, path, protocol, request. */
    private static final class Request implements Field {
        private final String name;
        private final Text method;
        private final Text path;
        private final Text protocol;
        private final int original;

        Request(int[] slots, String name) {
            this.name = name;
            this.method = new Text(slots[0], "method");
            this.path = new Text(slots[1], "path");
            this.protocol = new Text(slots[2], "protocol");
            this.original = slots[3];
        }

        @Override
        public void fill(byte[] line, int from, int to, Columns out) {
            int blank = from;
            while (blank < to && isMethod(line[blank])) {
                blank++;
            }
            int target = blank + 1;
            if (blank == from || blank >= to || line[blank] != ' ' || blank - from > 32 || target == to) {
                out.text(original, line, from, to);
                out.problem("BAD_REQUEST", name, from);
                return;
            }
            int last = to - 1;
            while (last > blank && line[last] != ' ') {
                last--;
            }
            boolean old = last == blank || !isProtocol(line, last + 1, to);
            method.fill(line, from, blank, out);
            path.fill(line, target, old ? to : last, out);
            if (!old) {
                protocol.fill(line, last + 1, to, out);
            }
        }

        private static boolean isMethod(byte b) {
            return (b >= 'A' && b <= 'Z') || b == '-' || b == '_';
        }

        private static boolean isProtocol(byte[] line, int from, int to) {
            return to - from >= 5
                    && line[from] == 'H'
                    && line[from + 1] == 'T'
                    && line[from + 2] == 'T'
                    && line[from + 3] == 'P'
                    && line[from + 4] == '/';
        }
    }
}
