package dev.sluice.extract;

import java.io.Serializable;

/**
 * What became of what was read. It balances when lines = rows + rejected + headers + blank + continued.
 *
 * @param lines lines (or records) seen
 * @param rows lines that became rows
 * @param rejected lines that became rejects
 * @param headers lines that describe others
 * @param blank lines with nothing on them
 * @param continued lines that go on with the event of the line before them
 * @param bytes uncompressed bytes
 */
public record Counts(long lines, long rows, long rejected, long headers, long blank, long continued, long bytes)
        implements Serializable {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                lines + other.lines,
                rows + other.rows,
                rejected + other.rejected,
                headers + other.headers,
                blank + other.blank,
                continued + other.continued,
                bytes + other.bytes);
    }

    public boolean balanced() {
        return lines == rows + rejected + headers + blank + continued;
    }
}
