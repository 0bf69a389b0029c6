package dev.sluice.media.verify;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The verdicts of all jobs: one file each, {@code AB/KEY.json}, where AB begins the key, on a file system that all
 * executors mount. A file is replaced in one step and is synced before; of two who tell at the same time, one stays.
 * Thread-safe.
 */
public final class Verdicts {
    private static final String END = ".json";

    private final Path folder;

    public Verdicts(Path folder) {
        this.folder = folder;
    }

    /**
     * What is known of a job.
     *
     * @throws Fault INPUT_DAMAGED for a file that is no verdict on this job, INPUT_OUTPUT
     */
    public Optional<Verdict> find(String jobKey) {
        Path file = file(jobKey);
        try {
            Verdict verdict = parsed(file);
            if (!verdict.jobKey().equals(jobKey)) {
                throw new Fault(Code.INPUT_DAMAGED, "Cannot use verdict: " + file + " (it is that of another job)");
            }
            return Optional.of(verdict);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read verdict: " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Keeps a verdict, in place of an earlier one.
     *
     * @throws Fault CANNOT_WRITE
     */
    public void put(Verdict verdict) {
        Path file = file(verdict.jobKey());
        Path fresh = file.resolveSibling("." + verdict.jobKey() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel =
                    FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer text = ByteBuffer.wrap((RecordJson.text(verdict) + "\n").getBytes(StandardCharsets.UTF_8));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot keep verdict: " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * All that are kept, in the order of their keys; close it. Empty where the folder is not there.
     *
     * @throws Fault as {@link #find}, also while it is read
     */
    public Stream<Verdict> all() {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders
                    .filter(part -> part.getFileName().toString().matches("[0-9a-f]{2}"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(Verdicts::in);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Stream<Verdict> in(Path part) {
        try (Stream<Path> files = Files.list(part)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("[0-9a-f]{32}" + END))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> {
                        try {
                            return parsed(file);
                        } catch (IOException e) {
                            throw unreadable(file, e);
                        }
                    });
        } catch (IOException e) {
            throw unreadable(part, e);
        }
    }

    private static Verdict parsed(Path file) throws IOException {
        try {
            return RecordParser.parse(Verdict.class, Files.readString(file), Set.of());
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read verdict: " + file + ": " + e.getMessage() + " (remove it, and the job is judged anew)",
                    e);
        }
    }

    private Path file(String jobKey) {
        return folder.resolve(jobKey.substring(0, 2)).resolve(jobKey + END);
    }

    private static Fault unreadable(Path path, IOException e) {
        return new Fault(Code.INPUT_OUTPUT, "Cannot read verdicts: " + path + ": " + e.getMessage(), e);
    }
}
