package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.TimeParser;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Fills the columns of a {@link JsonLayout}. Members that nobody wants are stepped over. Not thread-safe. */
final class LayoutMembers implements ObjectLines.Members {
    private static final long NO_NANOS = -1;
    private static final long SECOND_MICROS = 1_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final List<Member> members;
    private final Node root = new Node("");
    private final long needs;
    private final TimeParser iso;
    private final Cell extra;
    private final Extra others = new Extra();
    private final Value value = new Value();
    private long found;
    private long nanos;
    private Cell nanosCell;

    LayoutMembers(List<Member> members, StructType wanted, ZoneId zone) {
        this.members = members;
        this.iso = new IsoTime(zone);
        this.extra = Cell.of(wanted, JsonLayout.EXTRA);
        long all = 0;
        for (Member member : members) {
            root.add(member, member.path(), bit(member), Cell.of(wanted, member.column()));
            all |= bit(member);
        }
        this.needs = all;
    }

    private static long bit(Member member) {
        return member.needed() ? 1L << (member.need() - 'a') : 0;
    }

    @Override
    public void read(JsonParser json, byte[] line, int from, Columns out) throws IOException {
        found = 0;
        nanos = NO_NANOS;
        others.begin();
        object(json, root, extra.wanted(), line, from, out);
        if ((found & needs) != needs) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has no " + missing());
            return;
        }
        if (nanos != NO_NANOS && !out.column(nanosCell.slot()).isNullAt(out.row())) {
            long micros = out.column(nanosCell.slot()).getLong(out.row());
            out.number(nanosCell.slot(), Math.floorDiv(micros, SECOND_MICROS) * SECOND_MICROS + nanos / 1_000);
        }
        others.fill(extra, out);
    }

    private String missing() {
        for (Member member : members) {
            if ((bit(member) & ~found) != 0) {
                return member.path();
            }
        }
        return "";
    }

    /** @param keep whether members that no column is for are kept */
    private void object(JsonParser json, Node node, boolean keep, byte[] line, int from, Columns out)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Node member = node.below(json.currentName());
            int name = keep ? from + (int) json.currentTokenLocation().getByteOffset() : from;
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            boolean parent = member != null && member.isParent() && token == JsonToken.START_OBJECT;
            if (parent) {
                parent(json, member, keep, line, from, out);
            } else if (member == null || member.idle()) {
                json.skipChildren();
            } else {
                value.read(json, token, line, from);
                leaf(member, out);
            }
            if (keep && (member == null || !(parent || member.claimed()))) {
                json.finishToken();
                others.add(node.prefix(), line, name, Value.end(json, from));
            }
        }
    }

    private void parent(JsonParser json, Node member, boolean keep, byte[] line, int from, Columns out)
            throws IOException {
        int start = from + (int) json.currentTokenLocation().getByteOffset();
        object(json, member, keep && !member.claimed(), line, from, out);
        if (!member.idle()) {
            value.set(Value.Kind.STRUCT, line, start, Value.end(json, from), start);
            leaf(member, out);
        }
    }

    private void leaf(Node member, Columns out) {
        found |= member.evidence(value);
        for (Node.Target target : member.targets()) {
            if (target.reading() == Reading.NANOS) {
                nanos(target.cell(), out);
            } else {
                target.reading().fill(value, target.cell(), iso, out);
            }
        }
    }

    private void nanos(Cell cell, Columns out) {
        long number = Digits.whole(value.bytes(), value.from(), value.to());
        if (number < 0 || number >= SECOND_NANOS) {
            out.problem("BAD_TIME", cell.name(), value.at());
        } else {
            nanos = number;
            nanosCell = cell;
        }
    }
}
