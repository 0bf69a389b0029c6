package dev.sluice.logs.format.pairs;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Names;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;

/** Walks a line of {@link PairsFormat} from key to key. Not thread-safe. */
final class PairsParser implements LineParser {
    private final Names names;
    private final DeclaredCell[] cells;
    private final boolean strict;
    private int at;
    private int pairs;
    private boolean leading;

    PairsParser(StructType wanted, boolean strict, ZoneId zone) {
        this.names = new Names(List.of(wanted.fieldNames()));
        this.cells = DeclaredCell.of(wanted, zone);
        this.strict = strict;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        at = from;
        pairs = 0;
        leading = false;
        boolean first = true;
        while (skipSeparators(line, to)) {
            pair(line, to, first, out);
            first = false;
            if (strict && !leading) {
                break;
            }
        }
        if (!leading && (strict || pairs < 2)) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has no key=value");
        }
    }

    private boolean skipSeparators(byte[] line, int to) {
        while (at < to && (isBlank(line[at]) || isSeparator(line[at]))) {
            at++;
        }
        return at < to;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private void pair(byte[] line, int to, boolean first, Columns out) {
        int start = !strict && first ? behindPriority(line, to) : at;
        at = start;
        boolean key = at < to && isKeyStart(line[at]);
        while (at < to && line[at] != '=' && !isBlank(line[at])) {
            key &= isKey(line[at]);
            at++;
        }
        boolean pair = key && at < to && line[at] == '=';
        int cell = key ? names.find(line, start, at) : -1;
        leading |= first && pair;
        pairs += pair ? 1 : 0;
        if (!pair) {
            word(cell, line, to, out);
            return;
        }
        at++;
        if (at < to && (line[at] == '"' || (line[at] == '\'' && !strict))) {
            quoted(cell, line, to, out);
        } else {
            bare(cell, line, to, out);
        }
    }

    /** The priority of a syslog message stands right before the first key. */
    private int behindPriority(byte[] line, int to) {
        int close = line[at] == '<' ? Bytes.find(line, at, Math.min(to, at + 5), (byte) '>') : -1;
        return close < 0 ? at : close + 1;
    }

    /** A key alone, or text that is no pair. */
    private void word(int cell, byte[] line, int to, Columns out) {
        if (cell >= 0 && cells[cell].type() instanceof BooleanType) {
            out.number(cells[cell].slot(), 1);
        }
        while (at < to && !isBlank(line[at])) {
            at++;
        }
    }

    private void bare(int cell, byte[] line, int to, Columns out) {
        int start = at;
        while (at < to && !isBlank(line[at]) && !(isSeparator(line[at]) && isKeyNext(line, at + 1, to))) {
            at++;
        }
        int end = at;
        while (end > start && isSeparator(line[end - 1])) {
            end--;
        }
        if (cell >= 0) {
            cells[cell].clear(out);
            if (start < end) {
                cells[cell].fill(line, start, end, start, out);
            }
        }
    }

    private boolean isSeparator(byte b) {
        return !strict && (b == ',' || b == ';');
    }

    private static boolean isKeyNext(byte[] line, int from, int to) {
        int end = from;
        while (end < to && isKey(line[end])) {
            end++;
        }
        return end > from && end < to && line[end] == '=' && isKeyStart(line[from]);
    }

    private void quoted(int cell, byte[] line, int to, Columns out) {
        byte quote = line[at];
        int start = ++at;
        boolean escaped = false;
        while (at < to && line[at] != quote) {
            boolean escape = line[at] == '\\';
            escaped |= escape;
            at += escape ? 2 : 1;
        }
        if (cell >= 0) {
            cells[cell].clear(out);
        }
        if (at >= to) {
            at = to;
            out.problem("MISSING_FIELDS", cell < 0 ? "" : cells[cell].name(), to);
            return;
        }
        if (cell >= 0 && !escaped) {
            cells[cell].fill(line, start, at, start, out);
        } else if (cell >= 0) {
            byte[] plain = strict ? QuotedText.resolve(line, start, at) : QuotedText.unquoted(line, start, at, quote);
            cells[cell].fill(plain, 0, plain.length, start, out);
        }
        at++;
    }

    private static boolean isKeyStart(byte b) {
        return ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '@' || b < 0;
    }

    private static boolean isKey(byte b) {
        return isKeyStart(b) || b == '.' || b == '-' || b == '/' || b == ':';
    }
}
