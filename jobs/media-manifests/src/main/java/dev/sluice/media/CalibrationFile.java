package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.estimate.SpeedTable;
import dev.sluice.settings.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where the speeds of a machine lie: what {@code media calibrate} writes and the step {@code estimate} reads. */
record CalibrationFile(Location location) {
    /**
     * The rows; none where nothing was measured yet.
     *
     * @throws Fault SETTINGS with the lines of all that is wrong, INPUT_OUTPUT, NOT_ALLOWED
     */
    List<Speed> read(Configuration hadoop) {
        Path path = new Path(location.uri());
        try (var bytes = path.getFileSystem(hadoop).open(path)) {
            return SpeedTable.parse(new String(bytes.readAllBytes(), StandardCharsets.UTF_8), location.uri());
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot read calibration: " + location + ", " + e.getMessage(), e);
        }
    }

    /** Which speeds an estimate is made of, and when and where they were measured. */
    String describe(Configuration hadoop) {
        List<Speed> speeds = read(hadoop);
        if (speeds.isEmpty()) {
            return "shipped speeds; this machine was not measured (sluice media calibrate)";
        }
        Speed last = speeds.stream().max(Comparator.comparing(Speed::measured)).orElseThrow();
        long sampled = speeds.stream().filter(speed -> speed.samples() > 0).count();
        return "%,d speeds measured until %s%s (%s, ffmpeg %s); shipped otherwise"
                .formatted(
                        speeds.size(),
                        last.measured(),
                        sampled == 0 ? "" : ", %,d by samples".formatted(sampled),
                        last.machine(),
                        last.ffmpeg());
    }

    /**
     * The file on a local disk.
     *
     * @throws Fault SETTINGS when it lies elsewhere: speeds are those of one machine
     */
    java.nio.file.Path local() {
        if (location.uri().startsWith("/")) {
            return java.nio.file.Path.of(location.uri());
        }
        if (location.uri().startsWith("file:/")) {
            return java.nio.file.Path.of(URI.create(location.uri()).getPath());
        }
        throw new Fault(
                Code.SETTINGS,
                "Cannot write calibration: " + location + " (speeds are those of one machine; name a local file)");
    }

    /**
     * Replaces the rows, or leaves those that are there: a reader sees the one or the other.
     *
     * @throws Fault CANNOT_WRITE, NOT_ALLOWED, INPUT_OUTPUT
     */
    void write(List<Speed> speeds) {
        java.nio.file.Path target = local().toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            java.nio.file.Path fresh = Files.createTempFile(target.getParent(), ".speeds", ".conf");
            try {
                Files.writeString(fresh, SpeedTable.text(speeds));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot write calibration: " + target + ", " + e.getMessage(), e);
        }
    }
}
