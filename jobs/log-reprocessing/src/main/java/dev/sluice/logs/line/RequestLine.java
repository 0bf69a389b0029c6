package dev.sluice.logs.line;

import org.apache.spark.sql.types.StructType;

/**
 * The first line of an HTTP request, {@code GET /path?query HTTP/1.1}, as four STRING columns: method, path (with the
 * query) and protocol, or where it cannot be split, request as it was written, told as BAD_REQUEST. The protocol may
 * be missing and the path may have blanks.
 */
public final class RequestLine {
    private static final byte[] PROTOCOL = {'H', 'T', 'T', 'P', '/'};

    private final Cell method;
    private final Cell path;
    private final Cell protocol;
    private final Cell original;
    private final boolean wanted;

    public RequestLine(Cell method, Cell path, Cell protocol, Cell original) {
        this.method = method;
        this.path = path;
        this.protocol = protocol;
        this.original = original;
        this.wanted = method.wanted() || path.wanted() || protocol.wanted() || original.wanted();
    }

    /** For the columns method, path, protocol and request. */
    public static RequestLine of(StructType wanted) {
        return new RequestLine(
                Cell.of(wanted, "method"),
                Cell.of(wanted, "path"),
                Cell.of(wanted, "protocol"),
                Cell.of(wanted, "request"));
    }

    public void fill(byte[] line, int from, int to, Columns out) {
        if (!wanted || (to - from == 1 && line[from] == '-')) {
            return;
        }
        int blank = from;
        while (blank < to && isMethod(line[blank])) {
            blank++;
        }
        int target = blank + 1;
        if (blank == from || blank >= to || line[blank] != ' ' || blank - from > 32 || target == to) {
            out.text(original.slot(), line, from, to);
            out.problem("BAD_REQUEST", original.name(), from);
            return;
        }
        int last = to - 1;
        while (last > blank && line[last] != ' ') {
            last--;
        }
        boolean old = last == blank || !isProtocol(line, last + 1, to);
        method.resolved(line, from, blank, out);
        path.resolved(line, target, old ? to : last, out);
        if (!old) {
            protocol.resolved(line, last + 1, to, out);
        }
    }

    /** A byte of a method's name. */
    public static boolean isMethod(byte b) {
        return (b >= 'A' && b <= 'Z') || b == '-' || b == '_';
    }

    public static boolean isProtocol(byte[] line, int from, int to) {
        return Bytes.startsWith(line, from, to, PROTOCOL);
    }
}
