package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Rows of a query as lines of text. */
final class RowTable {
    private static final int MAX_WIDTH = 60;

    private RowTable() {}

    static List<String> of(StructType schema, List<Row> rows) {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                line.add(cell(row.get(i)));
            }
            cells.add(line);
        }
        return Console.table(List.of(schema.fieldNames()), cells);
    }

    private static String cell(Object value) {
        if (value == null) {
            return "–";
        }
        // Control characters in data must not reach a terminal.
        String shown =
                value instanceof Seq<?> list ? CollectionConverters.asJava(list).toString() : value.toString();
        String text = shown.replaceAll("\\p{Cntrl}", "�");
        return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "…";
    }
}
