/** The log reader: {@code format("sluice-logs")} for plain Spark, the kind {@code logs} in a pipeline. */
package dev.sluice.logs;
