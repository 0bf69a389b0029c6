package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import java.io.IOException;
import org.apache.spark.sql.AnalysisException;

/** Tells what Spark threw as a fault, without the plans and stacks that Spark adds. */
public final class SparkFaults {
    private SparkFaults() {}

    /**
     * A fault that a task threw comes back as itself; a query that cannot be analysed as {@code wrongQuery}; a failed
     * read or write as INPUT_OUTPUT; anything else as INTERNAL.
     */
    public static Fault translate(Exception problem, Code wrongQuery) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof Fault fault) {
                return fault;
            }
            if (at instanceof AnalysisException wrong) {
                return new Fault(wrongQuery, "Cannot run query: " + firstLine(wrong.getSimpleMessage()), problem);
            }
            if (at instanceof IOException broken) {
                return new Fault(InputOutput.code(broken), "Cannot read or write: " + firstLine(broken), problem);
            }
        }
        return new Fault(
                Code.INTERNAL,
                "Internal error, a defect of ours: " + firstLine(problem) + " (run with --verbose and report it)",
                problem);
    }

    private static String firstLine(Throwable problem) {
        return firstLine(problem.getMessage() == null ? problem.toString() : problem.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
