package dev.sluice.transform;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds plans so that what Spark refuses is a fault of the job file. */
final class Plans {
    private Plans() {}

    /** Throws {@link Code#SETTINGS} when the plan names what does not exist or does not fit its type. */
    static Dataset<Row> build(String name, Supplier<Dataset<Row>> plan) {
        try {
            return plan.get();
        } catch (Exception e) {
            if (e instanceof AnalysisException analysis) {
                throw new Fault(
                        Code.SETTINGS, "Cannot build table \"" + name + "\": " + analysis.getSimpleMessage(), analysis);
            }
            throw e;
        }
    }
}
