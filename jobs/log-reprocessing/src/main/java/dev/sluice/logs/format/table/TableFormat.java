package dev.sluice.logs.format.table;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * Lines of fields below a header line, into the columns that the user names as DDL. A column is filled from the field
 * that has exactly its name in the header; one that the header does not have is null in that file. Types and times are
 * those of {@link DeclaredCell}. The header is a file's first line; one that is there again is a header, too. A file is
 * read by one reader.
 *
 * <p>{@code csv} is RFC 4180 with commas: a field may be in double quotes, of which two are one within. A field without
 * bytes is null, {@code ""} an empty string. A line break within a field is not supported: the line with the open quote
 * is a reject, and so are those after it until one has as many fields as the header and no quote out of place. {@code tsv} is IANA's
 * text/tab-separated-values: tabs, and neither quotes nor escapes.
 *
 * <p>Codes in {@code _error}: BAD_TYPE and BAD_QUOTES (the column is null; text stands behind a closing quote),
 * MISSING_FIELDS (fewer fields than the header), TRAILING_TEXT (more). Rejected as NOT_IN_FORMAT: every line of a file
 * whose header has none of the columns, and lines with a quote that stays open.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://www.iana.org/assignments/media-types/text/tab-separated-values">text/tab-separated-values</a>
 */
public final class TableFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final StructType columns;
    private final byte separator;
    private final String zone;

    private TableFormat(StructType columns, char separator, ZoneId zone) {
        this.columns = columns;
        this.separator = (byte) separator;
        this.zone = zone.getId();
    }

    /**
     * The format csv.
     *
     * @throws Fault SETTINGS when a column's type is none of those of {@link DeclaredCell}
     */
    public static TableFormat csv(StructType columns, ZoneId zone) {
        return new TableFormat(DeclaredCell.checked(columns, "CSV"), ',', zone);
    }

    /**
     * The format tsv.
     *
     * @throws Fault SETTINGS when a column's type is none of those of {@link DeclaredCell}
     */
    public static TableFormat tsv(StructType columns, ZoneId zone) {
        return new TableFormat(DeclaredCell.checked(columns, "TSV"), '\t', zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new TableParser(columns, wanted, separator, ZoneId.of(zone));
    }

    @Override
    public boolean inOrder() {
        return true;
    }
}
