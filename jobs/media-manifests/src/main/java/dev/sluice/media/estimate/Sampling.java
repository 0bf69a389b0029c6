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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures encoders on this machine with short pieces of real files, one row for each encoder and stratum of files. Of
 * each file pieces at three places are encoded, and decoded alone, which is taken off. A row has the geometric mean of
 * its files, and as spread what a normal distribution of their logarithms has between its P50 and its P90.
 *
 * <p>A file is opened by the demuxer that its probe found and by no other, and through no protocol but that of local
 * files: it cannot make ffmpeg read something else. Not thread-safe.
 *
 * @param encoder ffmpeg
 * @param folder for outputs, which are deleted
 * @param limit of all runs together
 * @param piece length of a piece
 * @param machine name of the processor, as it will stand in the table
 * @param now moment that will stand in the table
 */
public record Sampling(Encoder encoder, Path folder, Duration limit, Duration piece, String machine, Instant now) {
    private static final List<Double> PLACES = List.of(0.2, 0.5, 0.8);
    private static final double MICRO = 1e6;
    private static final double MEGA = 1e6;
    private static final int BITS = 8;
    private static final double TICK = 0.001;
    /** Of the standard normal distribution. */
    private static final double P90 = 1.2816;

    /** What a file needed, a million pixels and a pixel. */
    private record Need(double seconds, double bits, String version) {}

    /**
     * Measures the subjects whose frames are of the sample's class with each sample.
     *
     * @param begins told each subject before it is measured
     * @throws Fault INPUT_OUTPUT, CANNOT_WRITE, NOT_ALLOWED when the folder does not hold what ffmpeg wrote
     */
    public Measured measure(List<Subject> subjects, List<Sample> samples, Consumer<Subject> begins) {
        TimedRuns runs = new TimedRuns(encoder, limit);
        List<String> failures = new ArrayList<>();
        Map<Sample.Stratum, List<Sample>> strata = new LinkedHashMap<>();
        for (Sample sample : samples) {
            sample.stratum()
                    .ifPresentOrElse(
                            stratum -> strata.computeIfAbsent(stratum, none -> new ArrayList<>())
                                    .add(sample),
                            () -> failures.add("Cannot sample " + sample.file() + ": it has no video of a known size"));
        }
        List<Speed> speeds = new ArrayList<>();
        for (Subject subject : subjects) {
            begins.accept(subject);
            strata.forEach((stratum, files) -> {
                if (stratum.frameClass() == subject.frameClass()) {
                    List<Need> needs = files.stream()
                            .flatMap(file -> need(runs, subject, file, failures).stream())
                            .toList();
                    if (!needs.isEmpty()) {
                        speeds.add(row(subject, stratum, needs));
                    }
                }
            });
        }
        return new Measured(speeds, failures);
    }

    private Optional<Need> need(TimedRuns runs, Subject subject, Sample sample, List<String> failures) {
        double seconds = 0;
        double megapixels = 0;
        double bits = 0;
        String version = "";
        for (double place : PLACES) {
            List<String> input = input(sample, place);
            Path output = folder.resolve("sampled.mkv");
            try {
                Timed decoded = runs.run(with(input, List.of("-f", "null", "-")));
                List<String> encoding = with(input, subject.arguments());
                Timed encoded = runs.run(with(
                        encoding,
                        List.of("-pix_fmt", "+" + subject.pixelFormat(), "-f", "matroska", output.toString())));
                int frames = Bench.frames(encoded.log());
                if (decoded.seconds().isEmpty() || encoded.seconds().isEmpty() || frames == 0) {
                    failures.add("Cannot sample " + sample.file() + " with " + subject + ": " + encoded.why());
                    return Optional.empty();
                }
                seconds += Math.max(
                        TICK, encoded.seconds().get() - decoded.seconds().get());
                megapixels += frames * pixels(sample) / MEGA;
                bits += (double) Files.size(output) * BITS;
                version = Bench.version(encoded.log());
            } catch (IOException e) {
                throw new Fault(InputOutput.code(e), "Cannot sample " + sample.file() + ": " + e.getMessage(), e);
            } finally {
                delete(output);
            }
        }
        return Optional.of(new Need(seconds / megapixels, bits / megapixels / MEGA, version));
    }

    private List<String> input(Sample sample, double place) {
        double length =
                sample.video().durationUs().or(sample.probe()::durationUs).orElse(0L) / MICRO;
        double taken = piece.toMillis() / 1000.0;
        double start = Math.max(0, Math.min(length * place, length - taken));
        return List.of(
                "-threads",
                "1",
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                sample.probe().container(),
                "-ss",
                String.format(Locale.ROOT, "%.3f", start),
                "-t",
                "" + taken,
                "-i",
                "file:" + sample.file().toAbsolutePath(),
                "-map",
                "0:" + sample.video().index(),
                "-an",
                "-sn");
    }

    private static double pixels(Sample sample) {
        return (double) sample.video().width().orElseThrow()
                * sample.video().height().orElseThrow();
    }

    private Speed row(Subject subject, Sample.Stratum stratum, List<Need> needs) {
        List<Double> seconds = needs.stream().map(Need::seconds).toList();
        List<Double> bits = needs.stream().map(Need::bits).toList();
        return new Speed(
                subject.encoder(),
                subject.preset(),
                subject.pixelFormat(),
                subject.frameClass(),
                subject.quality(),
                mean(seconds),
                mean(bits),
                stratum.codec(),
                stratum.hdr(),
                needs.size(),
                spread(seconds),
                spread(bits),
                machine,
                needs.get(0).version(),
                now.toString());
    }

    /** The geometric mean. */
    static double mean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    /** P90 to P50 of values whose logarithms are normally distributed; 1 for a single one. */
    static double spread(List<Double> values) {
        double middle = Math.log(mean(values));
        double squares = values.stream()
                .mapToDouble(value -> Math.pow(Math.log(value) - middle, 2))
                .sum();
        return values.size() < 2 ? 1 : Math.exp(P90 * Math.sqrt(squares / (values.size() - 1)));
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Fault(InputOutput.code(e), "Cannot delete sample: " + file + ", " + e.getMessage(), e);
        }
    }
}
