package dev.sluice.logs.line;

import dev.sluice.logs.format.Formats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** A line that was parsed with all columns of its format. */
public record Parsed(StructType schema, Columns columns) {
    public static Parsed of(LineFormat format, byte[] line) {
        Columns columns = new Columns(format.columns());
        columns.clear(0);
        format.parser(format.columns()).parse(line, 0, line.length, columns);
        columns.keep();
        return new Parsed(format.columns(), columns);
    }

    public static Parsed of(LineFormat format, String line) {
        return of(format, line.getBytes(StandardCharsets.UTF_8));
    }

    public static Parsed access(String format, String line) {
        return of(Formats.of(format, Optional.empty(), ZoneId.of("UTC")), line);
    }

    /** A column's value as people write it, or null. */
    public String at(String name) {
        int slot = List.of(schema.fieldNames()).indexOf(name);
        InternalRow row = columns.batch(schema.size()).getRow(0);
        if (row.isNullAt(slot)) {
            return null;
        }
        if (schema.fields()[slot].dataType() instanceof TimestampType) {
            long micros = row.getLong(slot);
            return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000)
                    .toString();
        }
        return row.get(slot, schema.fields()[slot].dataType()).toString();
    }

    /** "CODE field column", or the empty string. */
    public String error() {
        if (!columns.hasProblem()) {
            return "";
        }
        String field = columns.problemField().isEmpty() ? null : columns.problemField();
        return columns.problemCode() + " " + field + " " + columns.problemColumn();
    }
}
