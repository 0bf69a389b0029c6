package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.function.Supplier;

/** Tells a person what Spark has against a query, without its stack. */
final class SparkFaults {
    private SparkFaults() {}

    static <T> T of(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception e) {
            if (e instanceof org.apache.spark.sql.AnalysisException) {
                throw new Fault(Code.USAGE, "Cannot run " + what + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
