package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.ffmpeg.Supervised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bundled ffmpeg and ffprobe, run for real. */
public final class Ffmpeg {
    public static final Programs PROGRAMS = Programs.bundled();

    private Ffmpeg() {}

    /** Makes a sample; {@code arguments} are divided by blanks. */
    public static Path make(Path file, String arguments) {
        List<String> vector = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        vector.addAll(Arrays.asList(arguments.split(" ")));
        vector.add("file:" + file);
        assertThat(run(PROGRAMS.encode(vector))).isEqualTo(0);
        return file;
    }

    /** Runs a command of a manifest and says its exit status. */
    public static int encode(List<String> command, Path input, Path output) {
        List<String> vector = command.stream()
                .map(one -> one.equals(Command.INPUT) ? "file:" + input : one)
                .map(one -> one.equals(Command.OUTPUT) ? "file:" + output : one)
                .toList();
        return run(PROGRAMS.encode(vector));
    }

    private static int run(ProcessBuilder process) {
        try {
            process.environment().put("SVT_LOG", "1");
            Process running = process.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            running.getOutputStream().close();
            return running.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that ffprobe says of a file and of the first frame of its video. */
    static JsonNode inspect(Path file) {
        return asked(file, "-show_format", "-show_streams", "-show_chapters");
    }

    static JsonNode firstFrame(Path file) {
        return asked(file, "-select_streams", "v:0", "-show_frames", "-read_intervals", "%+#1")
                .get("frames")
                .get(0);
    }

    static JsonNode packets(Path file) {
        return asked(file, "-select_streams", "v:0", "-show_packets").get("packets");
    }

    /** All that ffprobe says of a file, as text. */
    public static String told(Path file) {
        return inspect(file).toString();
    }

    /** A decoded frame: when it is shown in seconds, and how bright it is. */
    public record Frame(String at, double grey) {}

    /** All frames of the video, in their order. */
    public static List<Frame> frames(Path file) {
        List<String> vector = List.of(
                "-v",
                "error",
                "-nostdin",
                "-i",
                "file:" + file,
                "-map",
                "0:v:0",
                "-vf",
                "signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=-",
                "-fps_mode",
                "passthrough",
                "-f",
                "null",
                "-");
        List<Frame> frames = new ArrayList<>();
        Supervised.run(PROGRAMS.encode(vector), Duration.ofMinutes(1), line -> {
            if (line.startsWith("frame:")) {
                frames.add(new Frame(line.replaceFirst(".*pts_time:", ""), 0));
            } else {
                Frame last = frames.remove(frames.size() - 1);
                frames.add(new Frame(last.at(), Double.parseDouble(line.replaceFirst(".*=", ""))));
            }
        });
        return frames;
    }

    private static JsonNode asked(Path file, String... question) {
        List<String> vector = new ArrayList<>(List.of("-v", "error", "-of", "json"));
        vector.addAll(Arrays.asList(question));
        vector.add("file:" + file);
        try {
            Process running = PROGRAMS.inspect(vector)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            running.getOutputStream().close();
            return new JsonMapper().readTree(running.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
