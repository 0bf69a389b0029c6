package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
