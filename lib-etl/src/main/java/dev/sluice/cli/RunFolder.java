package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A run's folder: its report stays, its working files go when it is closed. */
public record RunFolder(Path path) implements AutoCloseable {
    /** Deletes all but the report. */
    @Override
    public void close() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> inside = Files.list(path)) {
            inside.filter(each -> !each.getFileName().toString().startsWith("report."))
                    .forEach(RunFolder::remove);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot tidy run folder: " + path, e);
        }
    }

    /** Deletes a folder with all that is in it; one that is not there is gone already. */
    public static void remove(Path folder) {
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
