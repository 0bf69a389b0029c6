package dev.sluice.media.estimate;

import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.media.estimate.TimedRuns.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures encoders on this machine with synthetic material: a slow flight into a fractal, softened and grained, so that
 * an encoder finds motion, edges and noise. The clip is written uncompressed; what it costs to read it is measured too and
 * taken off. Times are CPU seconds by ffmpeg's own {@code -benchmark}, so that other load on the machine does little
 * harm. Not thread-safe: two at once would measure each other.
 *
 * @param encoder ffmpeg
 * @param folder for clips and outputs, which are deleted at the end
 * @param limit of all runs together; few frames are encoded where little time is left
 * @param megapixels of a clip at most, such as 40; uncompressed a pixel has one and a half to three bytes
 * @param machine name of the processor, as it will stand in the table
 * @param now moment that will stand in the table
 */
public record Calibration(Encoder encoder, Path folder, Duration limit, int megapixels, String machine, Instant now) {
    private static final double MEGA = 1e6;
    private static final int BITS = 8;
    private static final int MIN_FRAMES = 4;
    /** A run that is over within a tick of ffmpeg's clock still took one. */
    private static final double TICK = 0.001;

    /** Uncompressed material, and what it costs to read so many frames of it. */
    private record Clip(Path file, int frames, Map<Integer, Timed> reading) {}

    /**
     * Measures each subject once.
     *
     * @param begins told each subject before it is measured
     * @throws Fault INPUT_OUTPUT, CANNOT_WRITE, NOT_ALLOWED when the folder does not hold what ffmpeg wrote
     */
    public Measured measure(List<Subject> subjects, Consumer<Subject> begins) {
        TimedRuns runs = new TimedRuns(encoder, limit);
        Speeds known = Speeds.shipped(List.of(), Figures.shipped().doubts());
        List<Speed> speeds = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Map<Path, Clip> clips = new HashMap<>();
        try {
            for (int i = 0; i < subjects.size(); i++) {
                Subject subject = subjects.get(i);
                begins.accept(subject);
                Path file = folder.resolve(subject.pixelFormat() + "-" + subject.frameClass() + ".nut");
                Optional<Clip> clip =
                        Optional.ofNullable(clips.get(file)).or(() -> clip(runs, subject, file, failures));
                clip.ifPresent(made -> clips.put(file, made));
                // A third of its share: reading and a busy machine take their parts.
                Duration each = runs.left().dividedBy(3L * (subjects.size() - i));
                clip.flatMap(made -> speed(runs, subject, made, frames(subject, known, made, each), failures))
                        .ifPresent(speeds::add);
            }
        } finally {
            clips.keySet().forEach(Calibration::delete);
        }
        return new Measured(speeds, failures);
    }

    private Optional<Clip> clip(TimedRuns runs, Subject subject, Path file, List<String> failures) {
        int width = subject.frameClass().width();
        int height = subject.frameClass().height();
        int frames = (int) Math.max(MIN_FRAMES, megapixels * MEGA / ((long) width * height));
        String fractal = "mandelbrot=size=%dx%d:rate=24:start_scale=0.5:end_scale=0.02:end_pts=1200"
                .formatted(width / 6 * 2, height / 6 * 2);
        String grain = "scale=%d:%d:flags=bicubic,noise=alls=3:allf=t,format=%s"
                .formatted(width, height, subject.pixelFormat());
        Timed made = runs.run(List.of(
                "-f",
                "lavfi",
                "-i",
                fractal,
                "-vf",
                grain,
                "-frames:v",
                Integer.toString(frames),
                "-c:v",
                "rawvideo",
                "-f",
                "nut",
                file.toString()));
        if (made.seconds().isEmpty()) {
            delete(file);
            failures.add("Cannot make a clip for " + subject + ": " + made.why());
            return Optional.empty();
        }
        return Optional.of(new Clip(file, frames, new HashMap<>()));
    }

    /** As many frames as the time allows, by what is known of the encoder. */
    private static int frames(Subject subject, Speeds known, Clip clip, Duration time) {
        Speeds.Question question = new Speeds.Question(
                subject.encoder(), subject.preset(), subject.pixelFormat(), subject.frameClass(), "", false);
        double each = known.find(question).speed().secondsPerMegapixel() * pixels(subject) / MEGA;
        return (int) Math.max(MIN_FRAMES, Math.min(clip.frames(), time.toMillis() / 1000.0 / each));
    }

    private static double pixels(Subject subject) {
        return (double) subject.frameClass().width() * subject.frameClass().height();
    }

    private Optional<Speed> speed(TimedRuns runs, Subject subject, Clip clip, int frames, List<String> failures) {
        List<String> input =
                List.of("-threads", "1", "-f", "nut", "-i", clip.file().toString(), "-frames:v", "" + frames);
        Timed reading = clip.reading().computeIfAbsent(frames, count -> runs.run(with(input, "-f", "null", "-")));
        Path output = folder.resolve("encoded.mkv");
        try {
            List<String> arguments = new ArrayList<>(input);
            arguments.addAll(subject.arguments());
            Timed encoded = runs.run(
                    with(arguments, "-pix_fmt", "+" + subject.pixelFormat(), "-f", "matroska", output.toString()));
            if (encoded.seconds().isEmpty() || reading.seconds().isEmpty()) {
                failures.add("Cannot measure " + subject + ": " + encoded.why());
                return Optional.empty();
            }
            double megapixels = pixels(subject) * frames / MEGA;
            double seconds =
                    Math.max(TICK, encoded.seconds().get() - reading.seconds().get());
            double bits = (double) Files.size(output) * BITS;
            return Optional.of(
                    row(subject, seconds / megapixels, bits / megapixels / MEGA, Bench.version(encoded.log())));
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot measure " + subject + ": " + e.getMessage(), e);
        } finally {
            delete(output);
        }
    }

    private Speed row(Subject subject, double seconds, double bits, String version) {
        return new Speed(
                subject.encoder(),
                subject.preset(),
                subject.pixelFormat(),
                subject.frameClass(),
                subject.quality(),
                seconds,
                bits,
                "",
                false,
                0,
                1,
                1,
                machine,
                version,
                now.toString());
    }

    private static List<String> with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot delete clip: " + file + ", " + e.getMessage(), e);
        }
    }
}
