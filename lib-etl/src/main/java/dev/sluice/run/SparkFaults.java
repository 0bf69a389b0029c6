package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;

/** Tells what Spark threw as a fault, without the plans and stacks that Spark adds. */
public final class SparkFaults {
    /** How the reason of an aborted stage begins when its last task went down with its executor. */
    private static final String LOST = "ExecutorLostFailure (";

    private SparkFaults() {}

    /**
     * A fault that a task threw comes back as itself; a query that cannot be analysed as {@code wrongQuery}; an error
     * that the rows or files of the input caused as ROW_FAILED or INPUT_DAMAGED; a failed read or write as
     * INPUT_OUTPUT; a full heap as OUT_OF_MEMORY; lost executors as TRY_LATER; anything else as INTERNAL.
     */
    public static Fault translate(Throwable problem, Code wrongQuery) {
        return translate(problem, wrongQuery, Map.of());
    }

    /** The same for what happened in a slice: the message names the step or check that the expression stands in. */
    static Fault inSlice(Exception problem, Job job) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        job.transforms().forEach(step -> texts.put("step \"" + step.name() + "\"", step.texts()));
        job.checks().expect().forEach(check -> texts.put("check \"" + check.name() + "\"", List.of(check.condition())));
        return translate(problem, Code.SETTINGS, texts);
    }

    private static Fault translate(Throwable problem, Code wrongQuery, Map<String, List<String>> texts) {
        List<Throwable> chain = chain(problem);
        for (Throwable at : chain) {
            if (at instanceof Fault fault) {
                return fault;
            }
            if (at instanceof AnalysisException wrong) {
                return new Fault(wrongQuery, "Cannot run query: " + firstLine(wrong.getSimpleMessage()), problem);
            }
        }
        if (chain.stream().anyMatch(SparkFaults::fullHeap)) {
            return outOfMemory(problem);
        }
        Optional<Fault> data = DataFaults.of(chain, texts, problem);
        if (data.isPresent()) {
            return data.get();
        }
        for (Throwable at : chain) {
            if (at instanceof IOException broken) {
                return new Fault(InputOutput.code(broken), "Cannot read or write: " + firstLine(broken), problem);
            }
        }
        if (chain.stream().anyMatch(at -> String.valueOf(at.getMessage()).contains(LOST))) {
            return new Fault(
                    Code.TRY_LATER,
                    "Cannot finish: executors were lost and the tries of a task used up (run again; if it comes back,"
                            + " look in the cluster's log why they ended, often for want of memory)",
                    problem);
        }
        return new Fault(
                Code.INTERNAL,
                "Internal error, a defect of ours: " + firstLine(problem) + " (run with --verbose and report it)",
                problem);
    }

    /** A heap that was too small, and the way out. */
    public static Fault outOfMemory(Throwable problem) {
        return new Fault(
                Code.OUT_OF_MEMORY,
                "Cannot finish: out of memory (allow more with --driver-memory 4g, on a cluster also --executor-memory;"
                        + " or cut smaller slices: slice.max-size, slice.max-count)",
                problem);
    }

    /** Of an error in a task Spark keeps no more than the text. */
    private static boolean fullHeap(Throwable at) {
        return at instanceof OutOfMemoryError
                || String.valueOf(at.getMessage()).contains(OutOfMemoryError.class.getName());
    }

    private static List<Throwable> chain(Throwable problem) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = problem; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    static String firstLine(Throwable problem) {
        return firstLine(problem.getMessage() == null ? problem.toString() : problem.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
