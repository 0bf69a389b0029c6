package dev.sluice.jdbc;

/** How far a database compares the values of a column as Spark compares what they are read as. */
public enum Comparison {
    /** Nothing is known but whether there is a value. */
    NONE,
    /** What is equal in Spark is equal in the database, where more may be, such as texts in capitals and not. */
    EQUALITY,
    /** Equal, less and greater are the same in both. */
    ORDER
}
