package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Commands;
import dev.sluice.media.chunk.Cut;
import dev.sluice.media.chunk.Cut.Piece;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The pieces of one job, in a folder of its own that all executors mount: the job's line and its cut, each piece that is
 * complete with what it took, and who is at the others. A piece gets its name by a link that fails when the name is taken.
 * Thread-safe.
 */
final class Pieces {
    private static final String CUT = "cut.json";
    private static final String JOB = "job.json";
    private static final String FAILED = "failed.json";

    private final Path folder;

    /**
     * Of a job.
     *
     * @param all the folder of all pieces
     */
    Pieces(Path all, String jobKey) {
        this.folder = all.resolve(jobKey);
    }

    /** Whether anything is there, be it what a deletion has left. */
    boolean any() {
        return Files.isDirectory(folder);
    }

    /** Whether the film is cut, and not joined yet. */
    boolean wanted() {
        return Files.exists(folder.resolve(CUT));
    }

    Path folder() {
        return folder;
    }

    /** Keeps a cut, unless there is one. */
    Cut begin(ManifestJob job, Cut cut) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw cannot("write", folder, e);
        }
        write(JOB, ManifestLines.line(job));
        Path fresh = fresh(RecordJson.text(cut));
        try {
            Files.createLink(folder.resolve(CUT), fresh);
            return cut;
        } catch (FileAlreadyExistsException e) {
            return cut().orElse(cut);
        } catch (IOException | UnsupportedOperationException e) {
            throw cannot("write", folder.resolve(CUT), e);
        } finally {
            remove(fresh);
        }
    }

    Optional<Cut> cut() {
        return read(CUT).map(text -> parsed(CUT, () -> RecordParser.parse(Cut.class, text, Set.of())));
    }

    Optional<ManifestJob> job() {
        return read(JOB)
                .map(text -> ManifestLines.parse(text, folder.resolve(JOB).toString()));
    }

    Path file(Piece piece) {
        return folder.resolve(Commands.name(piece));
    }

    boolean done(Piece piece) {
        return Files.exists(file(piece));
    }

    private static String number(Piece piece, String end) {
        return String.format(Locale.ROOT, "%04d.%s", piece.number(), end);
    }

    /** The first piece that is not made and that nobody is at. */
    Optional<Piece> free(Cut cut, Attempts attempts) {
        return cut.pieces().stream()
                .filter(piece -> !done(piece))
                .filter(piece ->
                        read(number(piece, "claim")).filter(attempts::lives).isEmpty())
                .findFirst();
    }

    /**
     * Takes a piece for an attempt that has begun: of two who try at the same time one gets it.
     *
     * @return false when another attempt that is under way has it
     */
    boolean claim(Piece piece, String attempt, Attempts attempts) {
        Path fresh = fresh(attempt);
        Path claim = folder.resolve(number(piece, "claim"));
        try {
            try {
                Files.createLink(claim, fresh);
                return true;
            } catch (FileAlreadyExistsException e) {
                if (read(number(piece, "claim")).filter(attempts::lives).isPresent()) {
                    return false;
                }
                Files.move(fresh, claim, StandardCopyOption.ATOMIC_MOVE);
                // Two may have found it dead; the later one has it.
                return read(number(piece, "claim")).filter(attempt::equals).isPresent();
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw cannot("write", claim, e);
        } finally {
            remove(fresh);
        }
    }

    /** Unlike that of any other attempt. */
    Path temporary(Piece piece) {
        return folder.resolve("." + number(piece, UUID.randomUUID() + ".mp4"));
    }

    /** Gives a complete piece its name, unless another attempt was faster. */
    void made(Piece piece, Path temporary, PieceMade made) {
        if (!done(piece)) {
            write(number(piece, "json"), RecordJson.text(made));
            OwnName.give(temporary, file(piece), there -> false);
        }
    }

    PieceMade made(Piece piece) {
        String name = number(piece, "json");
        String text = read(name)
                .orElseThrow(() -> new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find " + folder.resolve(name) + " (remove its folder, and run again)"));
        return parsed(name, () -> RecordParser.parse(PieceMade.class, text, Set.of()));
    }

    void failed(PieceFailed failed) {
        write(FAILED, RecordJson.text(failed));
    }

    Optional<PieceFailed> failed() {
        return read(FAILED).map(text -> parsed(FAILED, () -> RecordParser.parse(PieceFailed.class, text, Set.of())));
    }

    /** The list by which they are joined. */
    Path list(String text) {
        return write("list.txt", text);
    }

    /** Removes all of them, the cut first; whoever is still at one leaves it. */
    void delete() {
        remove(folder.resolve(CUT));
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inner) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException | UncheckedIOException | DirectoryNotEmptyException e) {
            // Another attempt is about to do the same, or is just giving up its piece: the job is done, and the next
            // run
            // finds what is left.
            return;
        } catch (IOException e) {
            throw cannot("remove", folder, e);
        }
    }

    private Path write(String name, String text) {
        Path fresh = fresh(text);
        try {
            return Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannot("write", folder.resolve(name), e);
        }
    }

    private Path fresh(String text) {
        Path fresh = folder.resolve("." + UUID.randomUUID());
        try {
            return Files.writeString(fresh, text);
        } catch (IOException e) {
            throw cannot("write", fresh, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw cannot("remove", file, e);
        }
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private <T> T parsed(String name, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read " + folder.resolve(name) + ": " + e.getMessage() + " (remove its folder)",
                    e);
        }
    }

    private static Fault cannot(String verb, Path path, Exception e) {
        return new Fault(Code.CANNOT_WRITE, "Cannot " + verb + " " + path + ": " + e.getMessage(), e);
    }
}
