package dev.sluice.media.report;

import dev.sluice.media.encode.Running;
import dev.sluice.media.report.EncodeReport.Done;
import dev.sluice.media.report.EncodeReport.OfCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far encodes are, as a person reads it on a console. */
public final class EncodeText {
    private static final double HOUR_US = 3.6e9;
    private static final int HUNDRED = 100;

    /** The pieces together are a frame shorter than the film. */
    private static final double NEARLY = 0.995;

    private final List<String> lines = new ArrayList<>();

    private EncodeText() {}

    /**
     * The lines.
     *
     * @param running what is under way
     */
    public static List<String> of(EncodeReport report, List<Running> running, List<PlanReport.Next> next) {
        EncodeText text = new EncodeText();
        long judged = report.jobs() - report.left();
        text.lines.add("%s  %s of %s done"
                .formatted(Visible.whole(report.job()), Amounts.count(judged), Amounts.many(report.jobs(), "job")));
        text.section(
                "done", new Aligned(report.done().stream().map(EncodeText::done).toList()).lines());
        text.section("why", why(report.codes()));
        text.section("whole", whole(report.whole()));
        text.section("left", left(report));
        text.section("running", running.stream().map(EncodeText::running).toList());
        text.section("took", took(report));
        text.section("estimates", scores(report.scores()));
        text.section(
                "next",
                new Aligned(next.stream()
                                .map(one -> List.of(one.purpose(), one.command()))
                                .toList())
                        .lines());
        return List.copyOf(text.lines);
    }

    private void section(String name, List<String> body) {
        if (!body.isEmpty()) {
            lines.add("");
        }
        for (int i = 0; i < body.size(); i++) {
            lines.add(String.format(Locale.ROOT, "%-10s %s", i == 0 ? name : "", body.get(i))
                    .stripTrailing());
        }
    }

    private static List<String> done(Done done) {
        String sizes = switch (done.outcome()) {
            case ACCEPT, NEEDS_HUMAN ->
                Amounts.bytes(done.inputBytes()) + " → " + Amounts.bytes(done.outputBytes()) + ", "
                        + Amounts.bytes((double) done.inputBytes() - done.outputBytes()) + " saved";
            case KEEP_ORIGINAL, RETRY, REJECT -> Amounts.bytes(done.inputBytes());
        };
        return List.of(
                done.byPerson()
                        ? "accept, by a person"
                        : done.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Amounts.many(done.jobs(), "job"),
                sizes);
    }

    private static List<String> why(List<OfCode> codes) {
        List<String> why = new ArrayList<>();
        for (OfCode code : codes) {
            why.add(Visible.line(code.code()) + "  " + Amounts.many(code.jobs(), "job"));
            why.add("  such as  " + Visible.line(code.example()));
            why.add("  because  " + Visible.line(code.message()));
        }
        return why;
    }

    private static List<String> whole(List<EncodeReport.Whole> all) {
        return all.stream()
                .map(one -> "%s above the cap of pieces, such as %s: %s"
                        .formatted(
                                Amounts.many(one.jobs(), "job"),
                                Visible.line(one.example()),
                                Visible.line(one.reason())))
                .toList();
    }

    private static List<String> left(EncodeReport report) {
        return report.left() == 0
                ? List.of()
                : List.of(Amounts.many(report.left(), "job") + ", " + Amounts.hours(report.leftHours())
                        + " of media, about " + Amounts.hours(report.leftCpuHours()) + " of CPU");
    }

    private static String running(Running one) {
        if (one.inPieces() && one.durationUs() > 0 && one.doneUs() >= one.durationUs() * NEARLY) {
            return "%s  all %,d pieces made, joined and judged now on %s"
                    .formatted(Visible.line(one.input()), one.pieces(), Visible.line(one.host()));
        }
        String far = one.durationUs() > 0
                ? "%s of %s".formatted(Amounts.hours(one.doneUs() / HOUR_US), Amounts.hours(one.durationUs() / HOUR_US))
                : Amounts.hours(one.doneUs() / HOUR_US);
        String part = one.piece() > 0
                ? "  piece %,d of %,d".formatted(one.piece(), one.pieces())
                : one.pieces() > 0 ? "  in %,d pieces".formatted(one.pieces()) : "";
        return "%s%s  %s  on %s, since %s"
                .formatted(Visible.line(one.input()), part, far, Visible.line(one.host()), Amounts.moment(one.since()));
    }

    private static List<String> took(EncodeReport report) {
        if (report.encodeCpuHours() == 0) {
            return List.of();
        }
        return List.of("%s of CPU to encode, %s to judge"
                .formatted(Amounts.hours(report.encodeCpuHours()), Amounts.hours(report.verifyCpuHours())));
    }

    private static List<String> scores(List<Score> scores) {
        List<List<String>> rows = new ArrayList<>();
        if (!scores.isEmpty()) {
            rows.add(List.of(
                    "encoder", "frames", "profile", "jobs", "CPU / P50", "in range", "bytes / P50", "in range"));
        }
        for (Score score : scores) {
            rows.add(List.of(
                    Visible.line(score.encoder()),
                    score.frames(),
                    Visible.line(score.profile()),
                    Amounts.count(score.jobs()),
                    String.format(Locale.ROOT, "%.2f", score.cpu()),
                    String.format(Locale.ROOT, "%.0f %%", HUNDRED * score.cpuWithin()),
                    String.format(Locale.ROOT, "%.2f", score.bytes()),
                    String.format(Locale.ROOT, "%.0f %%", HUNDRED * score.bytesWithin())));
        }
        return new Aligned(rows).lines();
    }
}
