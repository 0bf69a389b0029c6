package dev.sluice.transform;

import dev.sluice.slice.RejectTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A step that adds tables to those before it. A transform is the record of its settings. */
public interface Transform {
    /** The name of the table that it makes. */
    String name();

    /** The tables that steps and loads below it may name: its own, its rejects, and others that it makes beside them. */
    default List<String> tables() {
        return List.of(name(), RejectTable.of(name()));
    }

    /** The tables that it reads; they must stand above it. */
    List<String> inputs();

    /** Builds the plan of its tables. The session holds every table of {@code in} as a temporary view. */
    Tables apply(SparkSession spark, Tables in);

    /** The SQL of its settings, by which a message about an expression finds the step. */
    default List<String> texts() {
        return List.of();
    }

    /** True when a row of its table can depend on more than one row of a table that it reads. */
    default boolean combinesRows() {
        return false;
    }

    /**
     * True when its table surely has no such column, although the tables that it reads may have one: told from the
     * settings alone.
     */
    default boolean drops(String column) {
        return false;
    }

    /** True when it puts rows aside into its table of rejects. */
    default boolean rejects() {
        return false;
    }

    /**
     * What a person who reads a plan or a report should know of it that no table shows, such as which figures it reckons
     * with.
     *
     * @throws dev.sluice.fault.Fault as {@link #apply} does
     */
    default Optional<String> note(SparkSession spark) {
        return Optional.empty();
    }

    /**
     * What it is at in this moment, for a progress line, such as how far a long piece of work is. Asked every few seconds
     * while a slice is done, on another thread; it answers soon and throws nothing.
     */
    default Optional<String> doing() {
        return Optional.empty();
    }

    /** True when its settings say that combining the rows of one slice alone is what is meant. */
    default boolean sliceScoped() {
        return false;
    }
}
