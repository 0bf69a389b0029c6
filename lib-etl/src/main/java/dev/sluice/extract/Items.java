package dev.sluice.extract;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The items of an input at one moment.
 *
 * @param table with the columns of {@link dev.sluice.slice.Item#SCHEMA}; one row an id
 * @param held column place STRING of what waits, such as young files; empty when nothing can
 * @param remarks what was seen and is not an item, such as files that are too young or duplicates of others
 */
public record Items(Dataset<Row> table, Optional<Dataset<Row>> held, List<Remark> remarks) {
    public Items {
        remarks = List.copyOf(remarks);
    }

    /** Where nothing waits. */
    public Items(Dataset<Row> table, List<Remark> remarks) {
        this(table, Optional.empty(), remarks);
    }

    /**
     * Something that a person wants to know about the input.
     *
     * @param code such as TOO_YOUNG, DUPLICATE_OF, EMPTY
     * @param subject such as a path
     * @param message the rest of the sentence
     */
    public record Remark(String code, String subject, String message) {}
}
