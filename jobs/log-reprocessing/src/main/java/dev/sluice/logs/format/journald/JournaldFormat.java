package dev.sluice.logs.format.journald;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * Entries of systemd's journal as {@code journalctl -o export} writes them, {@code format = journald}:
 *
 * <pre>
 * __CURSOR=s=bcce4fb8ffcb40e9a6e05eee8b7831bf;i=5ef603
 * __REALTIME_TIMESTAMP=1423944916375353
 * _BOOT_ID=ec25d6795f0645619ddac9afdef453ee
 * SYSLOG_IDENTIFIER=python3
 * MESSAGE
 * [7 as 8 bytes, least significant first]foo
 * bar
 * _PID=16853
 * </pre>
 *
 * A blank line ends the entry and is one of its lines. The columns are those of {@code journald-json}; of a field that is
 * there several times the first fills the column, and all are in {@code extra}, where each other field is, too.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP, when the journal got it, to the microsecond</td></tr>
 * <tr><td>host, program, message, msg_id, unit, transport, exe, boot_id, cursor</td><td>STRING</td></tr>
 * <tr><td>pid, uid</td><td>BIGINT</td></tr>
 * <tr><td>severity, facility</td><td>STRING, words as in syslog</td></tr>
 * <tr><td>extra</td><td>STRING, one JSON object</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_TIME, BAD_NUMBER, INVALID_UTF8, CUT_ENTRY (the file ends before a blank line does the
 * entry: its last field may be cut). Rejected: BAD_LENGTH (a binary field is cut, or no line ends where its length says),
 * NOT_IN_FORMAT (there is no __REALTIME_TIMESTAMP, or a line is no field).
 *
 * <p>Sources: systemd.io/JOURNAL_EXPORT_FORMATS, systemd.journal-fields(7). Immutable.
 */
public final class JournaldFormat implements LineFormat {
    /** The column of what no other one is for. */
    static final String EXTRA = "extra";

    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL(Stream.of(EntryColumn.values())
            .map(EntryColumn::ddl)
            .collect(Collectors.joining(", ", "", ", extra string")));

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new EntryParser(wanted);
    }

    @Override
    public boolean joined() {
        return true;
    }
}
