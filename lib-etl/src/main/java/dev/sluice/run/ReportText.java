package dev.sluice.run;

import dev.sluice.extract.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A report as a person reads it on a console or in report.txt. */
public final class ReportText {
    private static final int MAX_REMARKS = 5;

    private ReportText() {}

    /** The line under the heading: what is to be done, what was done earlier, what was seen besides. */
    public static String plan(Report report) {
        Report.Planned plan = report.plan();
        if (plan.slices() == 0) {
            return "%s  nothing to do: %,d items done%s".formatted(report.job(), plan.done(), besides(report));
        }
        return planned(plan, besides(report));
    }

    /** The same when nothing else is known yet. */
    public static String planned(Report.Planned plan) {
        return planned(plan, "");
    }

    private static String planned(Report.Planned plan, String besides) {
        return "plan       %s%s → %,d %s   (%s done earlier%s)"
                .formatted(
                        items(plan.items()),
                        plan.bytes() == 0 ? "" : ", about " + bytes(plan.bytes()),
                        plan.slices(),
                        plan.slices() == 1 ? "slice" : "slices",
                        items(plan.done()),
                        besides);
    }

    private static String items(long count) {
        return "%,d %s".formatted(count, count == 1 ? "item" : "items");
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
            for (Report.Loaded load : report.loads()) {
                String reasons = load.ofReader() && load.rows() > 0 ? "   " + reasons(report) : "";
                lines.add("%-10s %,12d rows  %s%s"
                        .formatted(load.rejects() ? "rejects" : "published", load.rows(), load.place(), reasons));
            }
            lines.addAll(discarded(report));
            lines.add("balance    " + balance(report.read()));
            lines.add("took       %s        report %s".formatted(duration(report.took()), folder));
        }
        return lines;
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
                                .map(one -> "%s %,d %s%s"
                                        .formatted(
                                                one.column(),
                                                one.values(),
                                                one.rows() ? "row" : "value",
                                                one.values() == 1 ? "" : "s"))
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
        StringBuilder text = new StringBuilder(
                "%,d lines = %,d rows + %,d rejects".formatted(read.lines(), read.rows(), read.rejected()));
        if (read.headers() > 0) {
            text.append(" + %,d headers".formatted(read.headers()));
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
