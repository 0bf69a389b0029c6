package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of a run as it lies in the run's folder, for machines and for people. */
record ReportFiles(Path folder) {
    Path json() {
        return folder.resolve("report.json");
    }

    Path text() {
        return folder.resolve("report.txt");
    }

    /**
     * Writes both.
     *
     * @throws Fault CANNOT_WRITE
     */
    void write(Report report, List<String> lines) {
        try {
            Files.createDirectories(folder);
            Files.writeString(json(), Console.toJson(report));
            Files.write(text(), lines);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write report: " + json(), e);
        }
    }
}
