package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of originals that gave way. Each job has a folder {@code AB/KEY} of its own, where AB begins the key: {@code
 * promotion.json} says what was done, {@code original/} holds the file under its whole path. What is being done is in
 * {@code underway/KEY.json} from before the first step until after the last, so that whoever holds the {@link Lock} next
 * can end it. The folder is its owner's alone, because originals may lie in folders that others cannot enter. Reading is
 * thread-safe; changes are for the holder of the lock.
 */
public final class Quarantine {
    private static final String RECORD = "promotion.json";
    private static final String END = ".json";

    private final Path folder;

    /** A folder that may not be there yet. */
    public Quarantine(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** Where the path of an original is kept, below its job's folder. */
    static String kept(Path original) {
        return "original" + original;
    }

    Path kept(Promotion promotion) {
        return of(promotion.jobKey()).resolve(promotion.kept());
    }

    /** A place on the same file system that nobody else can reach, for what is about to get its name. */
    Path staged(Promotion promotion) {
        return of(promotion.jobKey()).resolve("staged");
    }

    /**
     * What was done last with a job.
     *
     * @throws Fault INPUT_DAMAGED, INPUT_OUTPUT
     */
    public Optional<Promotion> find(String jobKey) {
        return read(of(jobKey).resolve(RECORD));
    }

    /**
     * All promotions, also those that were taken back or purged, in the order of their keys; close it.
     *
     * @throws Fault INPUT_DAMAGED, INPUT_OUTPUT, also while it is read
     */
    public Stream<Promotion> all() {
        return names(folder, "[0-9a-f]{2}").stream()
                .flatMap(part -> names(part, "[0-9a-f]{32}").stream())
                .flatMap(one -> read(one.resolve(RECORD)).stream());
    }

    /** Those whose process ended before they did. */
    public List<Promotion> underway() {
        return names(folder.resolve("underway"), "[0-9a-f]{32}\\.json").stream()
                .flatMap(file -> read(file).stream())
                .toList();
    }

    /** Before the first step. */
    void begin(Promotion promotion) throws IOException {
        Synced.makeFolders(of(promotion.jobKey()));
        Synced.makeFolders(folder.resolve("underway"));
        Synced.write(underway(promotion), RecordJson.text(promotion) + "\n");
    }

    /** After the last step. */
    void end(Promotion promotion) throws IOException {
        put(promotion);
        Files.deleteIfExists(underway(promotion));
    }

    /** Nothing was done, or all of it was undone. */
    void drop(Promotion promotion) throws IOException {
        Files.deleteIfExists(underway(promotion));
    }

    void put(Promotion promotion) throws IOException {
        Synced.write(of(promotion.jobKey()).resolve(RECORD), RecordJson.text(promotion) + "\n");
    }

    /** The original is elsewhere: its name here goes, and the folders that nothing is left in. */
    void release(Promotion promotion) throws IOException {
        Path kept = kept(promotion);
        Files.deleteIfExists(kept);
        Path last = of(promotion.jobKey());
        for (Path above = kept.getParent(); !above.equals(last); above = above.getParent()) {
            try {
                Files.deleteIfExists(above);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    private Path of(String jobKey) {
        return folder.resolve(jobKey.substring(0, 2)).resolve(jobKey);
    }

    private Path underway(Promotion promotion) {
        return folder.resolve("underway").resolve(promotion.jobKey() + END);
    }

    private static List<Path> names(Path folder, String pattern) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> one.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Optional<Promotion> read(Path file) {
        try {
            return Optional.of(RecordParser.parse(Promotion.class, Files.readString(file), Set.of()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read promotion: " + file + ": " + e.getMessage()
                            + " (the original is below \"original\" beside it)",
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Fault unreadable(Path path, IOException e) {
        return new Fault(InputOutput.code(e), "Cannot read quarantine: " + path + ": " + e.getMessage(), e);
    }
}
