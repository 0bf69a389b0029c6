package dev.sluice.extract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
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

    /** The columns of these names, without {@code _item}. */
    static List<Column> columns(String[] names) {
        return Arrays.stream(names)
                .filter(name -> !name.equalsIgnoreCase("_item"))
                .map(Sql::column)
                .toList();
    }
}
