package dev.sluice.jdbc;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a database as it is read.
 *
 * @param name as the database says it
 * @param storeType the database's own name of its type, as in messages
 * @param type what it becomes
 * @param expression the SQL of a select list that gives it as {@code type} is decoded, such as {@code "a"::text}
 */
public record StoreColumn(String name, String storeType, DataType type, String expression) implements Serializable {
    private static final long serialVersionUID = 1L;
}
