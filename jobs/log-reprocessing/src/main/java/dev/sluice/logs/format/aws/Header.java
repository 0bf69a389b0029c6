package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The line of field names that a file may begin with. */
final class Header implements Serializable {
    /** That of files without one. */
    static final Header NONE = new Header(List.of(), List.of());

    private static final long serialVersionUID = 1L;

    private final byte[] text;
    private final byte[][] known;

    /**
     * @param names the header that the format has
     * @param known names that headers of other formats begin with
     */
    Header(List<String> names, Collection<String> known) {
        this.text = bytes(String.join(" ", names));
        this.known = known.stream().map(Header::bytes).toArray(byte[][]::new);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells of a header; a header that names other fields is a reject, for its lines would be misread. */
    boolean takes(byte[] line, int from, int to, Columns out) {
        if (from == to || line[from] < 'a' || line[from] > 'z') {
            return false;
        }
        if (Arrays.equals(line, from, to, text, 0, text.length)) {
            out.header();
            return true;
        }
        int blank = Bytes.find(line, from, to, (byte) ' ');
        int end = blank < 0 ? to : blank;
        for (byte[] name : known) {
            if (end - from == name.length && Arrays.equals(line, from, end, name, 0, name.length)) {
                out.reject("NOT_IN_FORMAT", "the line is a header that names other fields than the format");
                return true;
            }
        }
        return false;
    }
}
