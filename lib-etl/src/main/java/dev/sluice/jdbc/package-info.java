/** Databases over JDBC: how they are reached, how their tables become columns of Spark and the other way round. */
package dev.sluice.jdbc;
