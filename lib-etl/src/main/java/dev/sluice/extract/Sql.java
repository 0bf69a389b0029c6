package dev.sluice.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Names in queries, quoted. */
final class Sql {
    private Sql() {}

    /** A name, as one part of an identifier. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A table's name as a job file gives it, its parts joined by dots. */
    static String table(String dotted) {
        return Arrays.stream(dotted.split("\\.", -1)).map(Sql::quoted).collect(Collectors.joining("."));
    }

    static Column column(String name) {
        return functions.col(quoted(name));
    }

    /** No rows, with the columns of these and {@code _item} as the last. */
    static Dataset<Row> none(Dataset<Row> rows) {
        List<Column> all = new ArrayList<>(columns(rows.columns()));
        all.add(functions.lit(null).cast("bigint").as("_item"));
        return rows.where(functions.lit(false)).select(all.toArray(new Column[0]));
    }

    /** The columns of these names, without {@code _item}. */
    static List<Column> columns(String[] names) {
        return Arrays.stream(names)
                .filter(name -> !name.equalsIgnoreCase("_item"))
                .map(Sql::column)
                .toList();
    }
}
