package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Attempts under way, each a file {@code KEY-ID.json} in one folder that all executors mount. A file is touched as long as
 * its process lives and goes when the attempt ends; one that stays tells of a process that died, and what it left behind.
 * Thread-safe.
 */
public final class Attempts {
    /** A process of another machine is taken for dead when nothing was heard of it for so long. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final String END = ".json";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}-[0-9a-f-]{36}\\.json");
    private static final String HOST = host();
    private static final ProcessHandle SELF = ProcessHandle.current();

    private final Path folder;

    public Attempts(Path folder) {
        this.folder = folder;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine without a name for itself: it is then told from others by its processes alone.
            return "localhost";
        }
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /**
     * What an attempt is at.
     *
     * @param temporary the file that it writes
     * @param durationUs length of the video; 0 when not known
     * @param piece its number; 0 of a whole job
     * @param pieces of the job; 0 where it is encoded whole, 1 while it is being cut
     */
    record At(Path temporary, long durationUs, int piece, int pieces) {}

    /** Begins one; close it when it has ended in whatever way. */
    Attempt begin(String jobKey, String input, At at) {
        Running running = new Running(
                jobKey,
                input,
                at.temporary().toString(),
                HOST,
                SELF.pid(),
                start(SELF),
                Instant.now(),
                at.durationUs(),
                0,
                at.piece(),
                at.pieces());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make folder: " + folder + ": " + e.getMessage(), e);
        }
        return new Attempt(folder.resolve(jobKey + "-" + UUID.randomUUID() + END), running);
    }

    /** Whether an attempt of this name is under way. */
    boolean lives(String name) {
        Path file = folder.resolve(name);
        return NAME.matcher(name).matches()
                && Files.exists(file)
                && read(file).filter(running -> lives(file, running)).isPresent();
    }

    /** What is known of all attempts under way, in no order. */
    public List<Running> alive() {
        return files("").stream()
                .flatMap(file -> read(file).filter(running -> lives(file, running)).stream())
                .toList();
    }

    /** Attempts at a job whose process has died. */
    List<Dead> dead(String jobKey) {
        List<Dead> dead = new ArrayList<>();
        for (Path file : files(jobKey + "-")) {
            read(file).filter(running -> !lives(file, running)).ifPresent(running -> dead.add(new Dead(file, running)));
        }
        return dead;
    }

    private List<Path> files(String prefix) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read folder: " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Empty for one that ended meanwhile. */
    private static Optional<Running> read(Path file) {
        try {
            return Optional.of(RecordParser.parse(Running.class, Files.readString(file), Set.of()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot read " + file + ": " + e.getMessage() + " (remove it)", e);
        }
    }

    private static boolean lives(Path file, Running running) {
        if (running.host().equals(HOST)) {
            return ProcessHandle.of(running.pid())
                    .filter(process -> start(process) == running.processStart())
                    .isPresent();
        }
        try {
            FileTime touched = Files.getLastModifiedTime(file);
            return touched.toInstant().isAfter(Instant.now().minus(SILENCE));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** One that is under way. Not thread-safe but for {@link #done}. */
    static final class Attempt implements AutoCloseable {
        /** Between two writes of how far it is. */
        private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

        private static final long BEAT_SECONDS = 60;
        private static final ScheduledExecutorService HEART = Executors.newSingleThreadScheduledExecutor(beat -> {
            Thread thread = new Thread(beat, "heartbeat of encodes");
            thread.setDaemon(true);
            return thread;
        });

        private final Path file;
        private final ScheduledFuture<?> beating;
        private Running running;
        private long written;

        Attempt(Path file, Running running) {
            this.file = file;
            this.running = running;
            write();
            beating = HEART.scheduleAtFixedRate(this::touch, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        }

        private void touch() {
            try {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } catch (IOException e) {
                // A beat that is missed: the next one may come through, and ten are missed before anyone minds.
                return;
            }
        }

        Path temporary() {
            return Path.of(running.temporary());
        }

        /** By which others know whether it is still under way. */
        String name() {
            return file.getFileName().toString();
        }

        /** Tells how much is encoded; what comes soon after another is not written. */
        synchronized void done(long us) {
            if (System.nanoTime() - written >= EVERY_NANOS) {
                running = running.done(us);
                write();
            }
        }

        /** Tells into how many pieces its film is cut. */
        synchronized void cut(int pieces) {
            running = running.cut(pieces);
            write();
        }

        private void write() {
            written = System.nanoTime();
            Path fresh = file.resolveSibling("." + file.getFileName());
            try {
                Files.writeString(fresh, RecordJson.text(running));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": " + e.getMessage(), e);
            }
        }

        /** Removes its temporary file, if that is still there, and then itself. */
        @Override
        public void close() {
            beating.cancel(false);
            new Dead(file, running).sweep();
            new Dead(file, running).forget();
        }
    }
}
