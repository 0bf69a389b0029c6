package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Profile;
import dev.sluice.media.estimate.Calibration;
import dev.sluice.media.estimate.Encoder;
import dev.sluice.media.estimate.FfmpegEncoder;
import dev.sluice.media.estimate.FrameClass;
import dev.sluice.media.estimate.Measured;
import dev.sluice.media.estimate.Sample;
import dev.sluice.media.estimate.Sampling;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.estimate.Subject;
import dev.sluice.media.estimate.Subjects;
import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of its own and so much time, in which the encoders of a plan are measured. Not thread-safe. */
final class Workbench implements AutoCloseable {
    /** Uncompressed they are 150 MB at most. */
    private static final int MEGAPIXELS = 50;

    private static final Duration PIECE = Duration.ofSeconds(1);
    /** Less is not worth a clip. */
    private static final Duration WORTHWHILE = Duration.ofSeconds(5);

    private final Programs programs;
    private final Encoder encoder;
    private final String machine;
    private final Path folder;
    private final long deadline;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Thread tidy;
    private volatile boolean stopped;

    private Workbench(Programs programs, String machine, Path folder, Duration limit) {
        this.programs = programs;
        this.encoder = new FfmpegEncoder(programs);
        this.machine = machine;
        this.folder = folder;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.tidy = new Thread(this::stop, "end of calibration");
        Runtime.getRuntime().addShutdownHook(tidy);
    }

    /** @throws Fault CANNOT_WRITE when no temporary folder can be made */
    static Workbench open(Programs programs, String machine, Duration limit) {
        try {
            return new Workbench(programs, machine, Files.createTempDirectory("sluice-calibrate-"), limit);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** What profiles encode by, with a test picture; others that the shipped table knows while there is time. */
    Measured encoders(Map<String, Profile> profiles, Consumer<Subject> begins) {
        List<Subject> planned = Subjects.of(inOrder(profiles));
        Measured first = calibration().measure(planned, begins);
        List<Speed> speeds = new ArrayList<>(first.speeds());
        // Of these, failures say no more than that time was over.
        for (Subject other : Subjects.others(planned, programs.encoders())) {
            if (left().compareTo(WORTHWHILE) > 0) {
                speeds.addAll(calibration().measure(List.of(other), begins).speeds());
            }
        }
        goOn();
        return new Measured(speeds, first.failures());
    }

    /** What was measured until a signal came is not kept. */
    private void goOn() {
        if (stopped) {
            throw new Fault(Code.STOPPED, "Cannot go on measuring: stopped by a signal (the old figures stay)");
        }
    }

    private Calibration calibration() {
        return new Calibration(encoder, folder, left(), MEGAPIXELS, machine, now);
    }

    /** What profiles encode by, with pieces of files. */
    Measured samples(Map<String, Profile> profiles, List<Sample> samples, Consumer<Subject> begins) {
        Map<FrameClass, Map<Boolean, List<Sample>>> kinds = new TreeMap<>(samples.stream()
                .collect(Collectors.groupingBy(
                        Sample::frameClass, Collectors.groupingBy(Sample::deep, TreeMap::new, Collectors.toList()))));
        List<Speed> speeds = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        kinds.forEach((size, byDepth) -> byDepth.forEach((deep, files) -> {
            Sampling sampling = new Sampling(encoder, folder, left(), PIECE, machine, now);
            Measured some = sampling.measure(Subjects.of(inOrder(profiles), size, deep), files, begins);
            speeds.addAll(some.speeds());
            failures.addAll(some.failures());
        }));
        goOn();
        return new Measured(speeds, failures);
    }

    private static Collection<Profile> inOrder(Map<String, Profile> profiles) {
        return new TreeMap<>(profiles).values();
    }

    @Override
    public void close() {
        if (!stopped) {
            Runtime.getRuntime().removeShutdownHook(tidy);
            remove(folder);
        }
    }

    private void stop() {
        stopped = true;
        try {
            remove(folder);
        } catch (Fault e) {
            // An encoder may write its last bytes meanwhile; the temporary folder is the system's to tidy then.
            System.err.println("sluice: " + e.getMessage());
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot remove folder: " + folder + ", " + e.getMessage(), e);
        }
    }
}
