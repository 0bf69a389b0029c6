package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/** Tells apart what the rows and files of an input did to a query, by the SQLSTATE that Spark gives its errors. */
final class DataFaults {
    /** Cardinality violation, data exception, constraint violation, external routine, raised by a user. */
    private static final Set<String> OF_ROWS = Set.of("21", "22", "23", "39", "P0");

    private static final String FILE = "FAILED_READ_FILE";
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final Pattern DECORATION = Pattern.compile("^\\[[A-Z0-9_.]+] | SQLSTATE: \\w+$");

    private DataFaults() {}

    /**
     * @param chain a problem and its causes, from the outermost
     * @param texts SQL by what it stands in
     */
    static Optional<Fault> of(List<Throwable> chain, Map<String, List<String>> texts, Throwable problem) {
        for (Throwable at : chain) {
            if (at instanceof SparkThrowable spark) {
                if (condition(spark).startsWith(FILE)) {
                    return Optional.of(file(spark, chain, problem));
                }
                if (state(spark).map(OF_ROWS::contains).orElse(false)) {
                    return Optional.of(row(at, place(spark, texts), problem));
                }
            }
            if (at instanceof InvocationTargetException called && called.getCause() != null) {
                return Optional.of(row(called.getCause(), calling(List.of("reflect", "java_method"), texts), problem));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> state(SparkThrowable spark) {
        return Optional.ofNullable(spark.getSqlState())
                .filter(state -> state.length() > 1)
                .map(state -> state.substring(0, 2));
    }

    private static String condition(SparkThrowable spark) {
        return Objects.requireNonNullElse(spark.getCondition(), "");
    }

    private static Fault row(Throwable at, String place, Throwable problem) {
        return new Fault(
                Code.ROW_FAILED,
                "Cannot compute " + (place.isEmpty() ? "a row" : place) + ": " + words(at)
                        + " (correct the input, let the expression bear such rows,"
                        + " or put them out by a validate step above)",
                problem);
    }

    /** The step, and the expression where Spark tells it. */
    private static String place(SparkThrowable spark, Map<String, List<String>> texts) {
        List<String> fragments = Stream.of(spark.getQueryContext())
                .filter(Objects::nonNull)
                .map(QueryContext::fragment)
                .filter(fragment -> !fragment.isBlank())
                .toList();
        if (fragments.isEmpty()) {
            return calling(functions(spark), texts);
        }
        String fragment = fragments.get(0);
        String step = holding(texts, text -> text.contains(fragment));
        return step.isEmpty() ? fragment : step + ", " + fragment;
    }

    private static List<String> functions(SparkThrowable spark) {
        if (!condition(spark).startsWith("FAILED_EXECUTE_UDF")) {
            return List.of("raise_error", "assert_true");
        }
        Matcher name = FUNCTION.matcher(spark.getMessageParameters().getOrDefault("functionName", ""));
        return name.find() ? List.of(name.group()) : List.of();
    }

    private static String calling(List<String> functions, Map<String, List<String>> texts) {
        return holding(
                texts,
                text -> functions.stream()
                        .anyMatch(name -> text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))));
    }

    private static String holding(Map<String, List<String>> texts, java.util.function.Predicate<String> wanted) {
        return texts.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" or "));
    }

    private static Fault file(SparkThrowable spark, List<Throwable> chain, Throwable problem) {
        String path = spark.getMessageParameters().getOrDefault("path", "unknown");
        Throwable last = chain.get(chain.size() - 1);
        if (last instanceof FileNotFoundException) {
            return new Fault(Code.INPUT_CHANGED, "Cannot read file: " + path + " is gone (run again)", problem);
        }
        if (!damaged(last)) {
            return new Fault(Code.INPUT_OUTPUT, "Cannot read file: " + path + ", " + words(last), problem);
        }
        return new Fault(
                Code.INPUT_DAMAGED,
                "Cannot read file: " + path + ", " + words(last) + " (get it anew, or name it in the source's exclude)",
                problem);
    }

    /** True when what was read made no sense; false when it could not be had. */
    private static boolean damaged(Throwable last) {
        StackTraceElement[] stack = last.getStackTrace();
        String thrower = stack.length == 0 ? "" : stack[0].getClassName();
        return !(last instanceof IOException)
                || last instanceof EOFException
                || last instanceof ZipException
                || thrower.startsWith("org.apache.parquet.")
                || thrower.startsWith("org.apache.orc.")
                || thrower.startsWith("org.apache.hadoop.io.compress.");
    }

    private static String words(Throwable problem) {
        return DECORATION.matcher(SparkFaults.firstLine(problem)).replaceAll("");
    }
}
