package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A run's folder: its report stays, its working files go. */
final class RunFolder {
    private RunFolder() {}

    /** Deletes all but the report. */
    static void tidy(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(path -> !path.getFileName().toString().startsWith("report."))
                    .forEach(RunFolder::remove);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot tidy run folder: " + folder, e);
        }
    }

    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot remove folder: " + folder, e);
        }
    }
}
