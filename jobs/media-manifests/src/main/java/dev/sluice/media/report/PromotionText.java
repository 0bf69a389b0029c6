package dev.sluice.media.report;

import dev.sluice.media.promote.Deed;
import dev.sluice.media.promote.Promotion;
import dev.sluice.media.promote.Promotions;
import dev.sluice.media.promote.Selection;
import dev.sluice.media.promote.Skip;
import dev.sluice.media.promote.Skipped;
import dev.sluice.media.report.PlanReport.Next;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What takes whose place, as a person reads it on a console. */
public final class PromotionText {
    /** Files that are named. */
    private static final int NAMED = 5;

    private PromotionText() {}

    /** What would be done, and what not and why. */
    public static List<String> plan(String job, Deed deed, Path quarantine, Selection selection) {
        List<String> lines = new ArrayList<>();
        int files = selection.ready().size();
        long all = files + selection.more() + selection.skipped().size();
        lines.add(Visible.whole(job) + "  " + outcome(deed, files, all));
        if (files > 0) {
            section(lines, deed.command(), ready(deed, selection));
            if (deed == Deed.PROMOTE) {
                section(lines, "originals", originals(quarantine, selection));
            }
        }
        section(lines, "left", left(selection.skipped()));
        return lines;
    }

    private static String outcome(Deed deed, long files, long all) {
        String what = deed == Deed.PROMOTE ? "job" : "promotion";
        return all == 0
                ? "nothing to " + (deed == Deed.ROLLBACK ? "roll back" : deed.command())
                : Amounts.count(files) + " of " + Amounts.many(all, what) + " to be " + deed.done();
    }

    private static List<String> ready(Deed deed, Selection selection) {
        List<String> lines = new ArrayList<>();
        String files = Amounts.many(selection.ready().size(), "file") + "   ";
        String change = Amounts.bytes(selection.before()) + " → " + Amounts.bytes(selection.after());
        lines.add(
                switch (deed) {
                    case PROMOTE -> files + change;
                    case ROLLBACK ->
                        files + Amounts.bytes(selection.after()) + " → " + Amounts.bytes(selection.before());
                    case PURGE -> files + Amounts.bytes(selection.before()) + " of originals, gone for good";
                });
        List<List<String>> rows = new ArrayList<>();
        selection.ready().stream().limit(NAMED).forEach(one -> rows.add(row(deed, one)));
        lines.addAll(new Aligned(rows).lines());
        long more = selection.ready().size() - (long) rows.size();
        if (more > 0) {
            lines.add("… and " + Amounts.count(more) + " more");
        }
        if (selection.more() > 0) {
            lines.add(Amounts.count(selection.more()) + " others are beyond --limit");
        }
        return lines;
    }

    private static List<String> row(Deed deed, Promotion one) {
        String before = Amounts.bytes(one.before().bytes());
        String after = Amounts.bytes(one.after().bytes());
        return switch (deed) {
            case PROMOTE ->
                List.of(Visible.line(one.original()), before, "→", after, name(one.original(), one.replacement()));
            case ROLLBACK ->
                List.of(Visible.line(one.replacement()), after, "→", before, name(one.replacement(), one.original()));
            case PURGE -> List.of(Visible.line(one.original()), before, Amounts.moment(one.at()));
        };
    }

    /** The other name, where it is another. */
    private static String name(String now, String then) {
        return now.equals(then) ? "" : Visible.line(Path.of(then).getFileName().toString());
    }

    private static List<String> originals(Path quarantine, Selection selection) {
        List<String> lines = new ArrayList<>();
        lines.add("to " + Visible.whole(quarantine.toString()));
        long saved = selection.before() - selection.after();
        lines.add(
                saved >= 0
                        ? "once they are purged, " + Amounts.bytes(saved) + " are free"
                        : "all together they are " + Amounts.bytes(-saved) + " smaller than what takes their places");
        if (selection.otherNames() > 0) {
            lines.add(Amounts.count(selection.otherNames())
                    + " of them have other names (hard links) and keep their space there");
        }
        return lines;
    }

    private static List<String> left(List<Skipped> skipped) {
        Map<Skip, List<Skipped>> byCode =
                skipped.stream().collect(Collectors.groupingBy(Skipped::code, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byCode.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Skip, List<Skipped>> one) ->
                                one.getValue().size())
                        .reversed())
                .forEach(one -> {
                    Skipped first = one.getValue().get(0);
                    lines.add(one.getKey() + "  " + Amounts.many(one.getValue().size(), "file"));
                    lines.add("  such as  " + Visible.line(first.path()));
                    lines.add("  because  " + Visible.line(first.because()));
                    lines.add("  do       " + one.getKey().way());
                });
        return lines;
    }

    /** What became of those that another process had begun; nothing where there were none. */
    public static List<String> settled(Promotions.Done settled) {
        List<String> lines = new ArrayList<>();
        settled.done()
                .forEach(one -> lines.add("ended      an earlier run had begun: " + Visible.line(one.original())));
        settled.skipped()
                .forEach(one -> lines.add((one.code() == Skip.NOT_ALLOWED ? "waits " : "undone")
                        + "     an earlier run had begun: " + Visible.line(one.path()) + ": " + one.because()));
        return lines;
    }

    /** What was done; what could not be done and was not known before. */
    public static List<String> done(Deed deed, Promotions.Done done, List<Next> next) {
        List<String> lines = new ArrayList<>();
        long before =
                done.done().stream().mapToLong(one -> one.before().bytes()).sum();
        long after = done.done().stream().mapToLong(one -> one.after().bytes()).sum();
        String bytes = switch (deed) {
            case PROMOTE -> Amounts.bytes(before) + " → " + Amounts.bytes(after);
            case ROLLBACK -> Amounts.bytes(after) + " → " + Amounts.bytes(before);
            case PURGE -> Amounts.bytes(before) + " of originals";
        };
        section(lines, deed.done(), List.of(Amounts.many(done.done().size(), "file") + "   " + bytes));
        section(lines, "left", left(done.skipped()));
        if (!done.done().isEmpty()) {
            section(lines, "next", next(next));
        }
        return lines;
    }

    /** Commands that a person may want now. */
    public static List<String> next(List<Next> next) {
        return new Aligned(next.stream()
                        .map(one -> List.of(one.purpose(), one.command()))
                        .toList())
                .lines();
    }

    /** The lines of a part, with its name before the first. */
    public static void section(List<String> lines, String name, List<String> body) {
        if (!body.isEmpty()) {
            lines.add("");
        }
        for (int i = 0; i < body.size(); i++) {
            lines.add(String.format(Locale.ROOT, "%-10s %s", i == 0 ? name : "", body.get(i))
                    .stripTrailing());
        }
    }
}
