package dev.sluice.logs.naming;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads lines with the names of a schema. */
final class NamedLine {
    private static final LastWritten IN_2023 = new LastWritten(1_700_000_000_000_000L, LastWritten.By.MTIME);

    private NamedLine() {}

    static LineFormat format(Naming naming, String format, String columns) {
        return new Formats(Optional.ofNullable(columns), ZoneId.of("UTC"), naming, Optional.empty()).of(format);
    }

    /** What has a value in the last of the lines, by its path; of a format of several lines all are one event. */
    static Map<String, String> read(Naming naming, String format, String columns, String lines) {
        return read(naming, format(naming, format, columns), lines);
    }

    static Map<String, String> read(Naming naming, LineFormat format, String lines) {
        Shape shape = Shape.of(naming, format.columns());
        Columns filled = new Columns(format.columns());
        LineParser parser = format.parser(format.columns());
        parser.begin(IN_2023);
        for (String line : format.multiLine() || format.joined()
                ? List.of(lines)
                : lines.lines().toList()) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            filled.clear(0);
            parser.parse(bytes, 0, bytes.length, filled);
        }
        filled.keep();
        Map<String, String> found = new TreeMap<>();
        InternalRow row = new ColumnarBatch(shape.views(shape.nested(), format.columns(), filled), 1).getRow(0);
        put("", row, shape.nested(), found);
        return found;
    }

    private static void put(String above, InternalRow row, StructType type, Map<String, String> found) {
        for (int i = 0; i < type.size(); i++) {
            StructField field = type.fields()[i];
            String path = above + field.name();
            if (row.isNullAt(i)) {
                continue;
            }
            if (field.dataType() instanceof StructType struct) {
                put(path + ".", row.getStruct(i, struct.size()), struct, found);
            } else if (field.dataType() instanceof ArrayType) {
                found.put(path, "[" + row.getArray(i).getUTF8String(0) + "]");
            } else if (field.dataType() instanceof TimestampType) {
                found.put(path, Instant.EPOCH.plusNanos(row.getLong(i) * 1000).toString());
            } else {
                found.put(path, row.get(i, field.dataType()).toString());
            }
        }
    }
}
