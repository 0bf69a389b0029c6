package dev.sluice.run;

import dev.sluice.extract.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A report as a person reads it on a console or in report.txt. */
public final class ReportText {
    private static final int MAX_REMARKS = 5;
    private static final Set<String> PUBLISHED = Set.of("published", "differs");

    private ReportText() {}

    /** The line under the heading: what is to be done, what was done earlier, what was seen besides. */
    public static String plan(Report report) {
        Report.Planned plan = report.plan();
        if (plan.slices() == 0) {
            return "%s  nothing to do: %s done%s"
                    .formatted(report.job(), counted(plan.done(), "item"), besides(report));
        }
        return planned(plan, besides(report));
    }

    /** The same when nothing else is known yet. */
    public static String planned(Report.Planned plan) {
        return planned(plan, "");
    }

    private static String planned(Report.Planned plan, String besides) {
        return "plan       %s%s → %s   (%s done earlier%s)"
                .formatted(
                        counted(plan.items(), "item"),
                        plan.bytes() == 0 ? "" : ", about " + bytes(plan.bytes()),
                        counted(plan.slices(), "slice"),
                        counted(plan.done(), "item"),
                        besides);
    }

    /** Such as "1 item" and "2,000 items". */
    public static String counted(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    private static String besides(Report report) {
        Map<String, Long> byCode = report.remarks().stream()
                .collect(Collectors.groupingBy(
                        remark -> remark.code().toLowerCase(Locale.ROOT).replace('_', ' '),
                        java.util.TreeMap::new,
                        Collectors.counting()));
        return byCode.entrySet().stream()
                .map(entry -> ", %,d %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining());
    }

    /** Everything below the plan. */
    public static List<String> outcome(Report report, String folder) {
        List<String> lines = new ArrayList<>();
        report.slices().stream()
                .filter(slice -> !slice.problem().isEmpty())
                .map(slice -> "slice %d/%d  %s%s"
                        .formatted(slice.number(), report.plan().slices(), came(slice), slice.problem()))
                .forEach(lines::add);
        report.remarks().stream()
                .limit(MAX_REMARKS)
                .map(remark -> "seen       %s  %s %s".formatted(remark.subject(), remark.code(), remark.message()))
                .forEach(lines::add);
        if (report.remarks().size() > MAX_REMARKS) {
            lines.add("           … and %,d more in the report"
                    .formatted(report.remarks().size() - MAX_REMARKS));
        }
        if (!report.formats().isEmpty()) {
            lines.add("read as    " + counted(report.formats()));
        }
        report.readAs().stream()
                .filter(item -> item.format().isEmpty())
                .limit(MAX_REMARKS)
                .map(item -> "seen       %s  %s".formatted(item.place(), item.remark()))
                .forEach(lines::add);
        lines.addAll(changes(report.shapes()));
        if (report.plan().slices() > 0) {
            report.loads().forEach(load -> lines.add(loaded(report, load)));
            lines.addAll(discarded(report));
            if (report.slices().stream().anyMatch(slice -> PUBLISHED.contains(slice.state()))) {
                lines.add("balance    " + balance(report.read()));
            }
            lines.addAll(reconciled(report));
            lines.add("took       %s        report %s".formatted(duration(report.took()), folder));
        }
        return lines;
    }

    private static String loaded(Report report, Report.Loaded load) {
        String what = load.rejects() ? "rejects" : "published";
        if (load.slices() == 0) {
            return "%-10s %12s       %s".formatted(what, "nothing", load.place());
        }
        String reasons = load.ofReader() && load.rows() > 0 ? "   " + reasons(report) : "";
        return "%-10s %,12d %-4s  %s%s"
                .formatted(what, load.rows(), load.rows() == 1 ? "row" : "rows", load.place(), reasons);
    }

    /** What was compared once more, a line for each of the source and the loads. */
    private static List<String> reconciled(Report report) {
        Map<String, List<Report.Reconciled>> each = report.reconciled().stream()
                .collect(Collectors.groupingBy(Report.Reconciled::what, LinkedHashMap::new, Collectors.toList()));
        boolean all = report.slices().stream().noneMatch(slice -> slice.state().equals("differs"));
        List<String> lines = new ArrayList<>();
        each.forEach((what, compared) -> lines.add("reconciled %s by %s: %s%s"
                .formatted(
                        what,
                        compared.get(0).by(),
                        compared.stream()
                                .map(one -> counted(one.rows(), "row") + as(one.with()))
                                .collect(Collectors.joining(", ")),
                        all ? "   ok" : "")));
        return lines;
    }

    private static String as(String with) {
        return with.equals("source") ? " as the source counts" : " as " + with;
    }

    private static String came(Report.SliceLine slice) {
        return switch (slice.state()) {
            case "not published" -> "not published: ";
            case "differs" -> "published, and differs: ";
            default -> slice.state() + " after ";
        };
    }

    /** What became of the columns of tables since the last run, a line for each table that changed. */
    public static List<String> changes(List<Report.Shaped> shapes) {
        return shapes.stream()
                .filter(seen -> !seen.changes().isEmpty())
                .map(seen -> "schema     %s: %s".formatted(seen.table(), String.join(", ", seen.changes())))
                .toList();
    }

    /** What each load's contract left out. */
    private static List<String> discarded(Report report) {
        Map<String, List<Report.Discarded>> byLoad = report.discarded().stream()
                .collect(Collectors.groupingBy(Report.Discarded::load, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byLoad.forEach((load, all) -> lines.add("discarded  %s by contract: %s"
                .formatted(
                        load,
                        all.stream()
                                .map(one -> one.column() + " " + counted(one.values(), one.rows() ? "row" : "value"))
                                .collect(Collectors.joining(" · ")))));
        return lines;
    }

    /** What steps have to say, a line each. */
    public static List<String> notes(Job job, SparkSession spark) {
        return job.transforms().stream()
                .flatMap(step -> step.note(spark).map(note -> "step       " + step.name() + "  " + note).stream())
                .toList();
    }

    private static String reasons(Report report) {
        Map<String, Long> words = new TreeMap<>();
        report.reasons()
                .forEach((code, n) -> words.put(code.toLowerCase(Locale.ROOT).replace('_', '-'), n));
        return counted(words);
    }

    /** The most first. */
    private static String counted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" · "));
    }

    private static String balance(Counts read) {
        StringBuilder text = new StringBuilder("%s = %s + %s"
                .formatted(
                        counted(read.lines(), "line"),
                        counted(read.rows(), "row"),
                        counted(read.rejected(), "reject")));
        if (read.headers() > 0) {
            text.append(" + " + counted(read.headers(), "header"));
        }
        if (read.blank() > 0) {
            text.append(" + %,d blank".formatted(read.blank()));
        }
        if (read.continued() > 0) {
            text.append(" + %,d continued".formatted(read.continued()));
        }
        return text.append(read.balanced() ? "   ok" : "   does not add up").toString();
    }

    /** Bytes in powers of ten, three digits. */
    public static String bytes(long bytes) {
        double value = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /** Such as "2 min 31 s". */
    public static String duration(Duration took) {
        if (took.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
        }
        if (took.toMinutes() == 0) {
            return took.toSeconds() + " s";
        }
        return took.toHours() == 0
                ? took.toMinutes() + " min " + took.toSecondsPart() + " s"
                : took.toHours() + " h " + took.toMinutesPart() + " min";
    }
}
