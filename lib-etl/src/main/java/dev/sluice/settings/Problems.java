package dev.sluice.settings;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in a job file, so that a person sees all of it at once. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(int line, String path, String message) {
        found.add(new Problem(Math.max(line, 0), path, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    /** By line; within a line as they were found. */
    public List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    /** Throws {@link Code#SETTINGS} with one aligned line for each problem, by line. */
    public void throwIfAny(Object file) {
        if (!found.isEmpty()) {
            throw new Fault(Code.SETTINGS, text(file));
        }
    }

    String text(Object file) {
        int pathWidth = found.stream().mapToInt(p -> p.path().length()).max().orElse(0);
        int lineWidth =
                found.stream().mapToInt(p -> lineWords(p).length()).max().orElse(0);
        StringBuilder text = new StringBuilder(file.toString())
                .append(": ")
                .append(found.size())
                .append(found.size() == 1 ? " problem" : " problems");
        for (Problem problem : sorted()) {
            text.append('\n');
            column(text, lineWords(problem), lineWidth, "  ");
            column(text, problem.path(), pathWidth, "   ");
            text.append("   ").append(problem.message());
        }
        return text.toString();
    }

    private static void column(StringBuilder text, String words, int width, String gap) {
        if (width > 0) {
            text.append(gap).append(words).append(" ".repeat(width - words.length()));
        }
    }

    private static String lineWords(Problem problem) {
        return problem.line() > 0 ? "line " + problem.line() : "";
    }
}
