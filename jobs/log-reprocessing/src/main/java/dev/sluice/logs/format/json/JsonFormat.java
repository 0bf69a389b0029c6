package dev.sluice.logs.format.json;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * JSON lines, one object a line, into the columns that the user names as DDL ("ts timestamp, level string, n int").
 * A column is filled from the member of exactly its name; other members are ignored. Types: string, boolean, int,
 * bigint, double, decimal, date, timestamp, as {@link DeclaredCell} reads them. A string column keeps any other value as
 * its JSON text.
 *
 * <p>Codes in {@code _error}: BAD_TYPE (the column is null), INVALID_UTF8 (each bad byte became U+FFFD). Rejected as
 * BAD_JSON: a line that is not one JSON object.
 */
public final class JsonFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final StructType columns;
    private final String zone;

    private JsonFormat(StructType columns, ZoneId zone) {
        this.columns = columns;
        this.zone = zone.getId();
    }

    /**
     * Checks the columns.
     *
     * @throws Fault SETTINGS when a column's type is none of the above
     */
    public static JsonFormat of(StructType columns, ZoneId zone) {
        return new JsonFormat(DeclaredCell.checked(columns, "JSON"), zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new ObjectLines(new DeclaredMembers(columns, wanted, ZoneId.of(zone)));
    }
}
