package dev.sluice.transform;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A step that adds tables to those before it. A transform is the record of its settings. */
public interface Transform {
    /** The name of the table that it makes. */
    String name();

    /** The tables that it reads; they must stand above it. */
    List<String> inputs();

    /** Builds the plan of its tables. The session holds every table of {@code in} as a temporary view. */
    Tables apply(SparkSession spark, Tables in);
}
