package dev.sluice.cli;

import dev.sluice.fault.Fault;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.SeenShape;
import dev.sluice.ledger.ShapeHistory;
import dev.sluice.run.Job;
import dev.sluice.run.Report;
import dev.sluice.slice.Shape;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the shapes that a run or a check has seen against those that the ledger knows. */
final class ShapeChanges {
    private ShapeChanges() {}

    /** Notes what a run has seen, and tells in its report what is new. Without a ledger the run is as good. */
    static Report noted(Ledger ledger, Report report, Console console) {
        Map<String, Shape> seen = new LinkedHashMap<>();
        report.shapes().forEach(one -> seen.put(one.table(), one.shape()));
        if (seen.isEmpty()) {
            return report;
        }
        try {
            Map<String, SeenShape> before = new ShapeHistory(ledger, report.job()).note(report.run(), seen);
            return report.since(compared(report.shapes(), before));
        } catch (Fault fault) {
            console.warn("the ledger lacks the columns that run " + report.run() + " saw: " + fault.getMessage());
            return report;
        }
    }

    /** What is new since the last run; a job that never ran has no ledger, and gets none. */
    static List<Report.Shaped> since(Job job, List<Report.Shaped> seen) {
        if (!Files.exists(job.ledgerFile())) {
            return seen;
        }
        ShapeHistory history = new ShapeHistory(Ledger.at(job.ledgerFile()), job.name());
        Map<String, SeenShape> before = new LinkedHashMap<>();
        seen.forEach(one -> history.last(one.table()).ifPresent(last -> before.put(one.table(), last)));
        return compared(seen, before);
    }

    private static List<Report.Shaped> compared(List<Report.Shaped> seen, Map<String, SeenShape> before) {
        return seen.stream()
                .map(one -> before.containsKey(one.table())
                        ? new Report.Shaped(
                                one.table(),
                                one.shape(),
                                one.shape().since(before.get(one.table()).shape()))
                        : one)
                .toList();
    }
}
