package dev.sluice.bench.media;

import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files to measure with: made by the bundled ffmpeg, once. */
final class SampleFiles {
    private static final int COPIES = 20;
    private static final long LARGE = 200L << 20;
    private static final Map<String, String> KINDS = kinds();

    private final Path folder;
    private final Programs ffmpeg;

    SampleFiles(Path folder, Programs ffmpeg) {
        this.folder = folder;
        this.ffmpeg = ffmpeg;
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("h264-aac.mp4", "-c:v libopenh264 -c:a aac");
        kinds.put("mpeg4-aac.mov", "-c:v mpeg4 -c:a aac");
        kinds.put("prores-pcm.mov", "-c:v prores_ks -c:a pcm_s16le");
        kinds.put("av1-opus.mkv", "-c:v libsvtav1 -preset 12 -c:a libopus");
        kinds.put("vp9-opus.webm", "-c:v libvpx-vp9 -cpu-used 8 -c:a libopus");
        kinds.put("h264-aac.ts", "-c:v libopenh264 -c:a aac");
        kinds.put("mpeg2-mp2.mpg", "-c:v mpeg2video -c:a mp2 -f mpeg");
        kinds.put("mpeg4-mp3.avi", "-c:v mpeg4 -c:a libmp3lame");
        kinds.put("flv1-mp3.flv", "-c:v flv -c:a libmp3lame");
        kinds.put("ffv1-flac.mkv", "-c:v ffv1 -c:a flac");
        return kinds;
    }

    /** 200 files of 10 kinds, each of a second. */
    List<Path> small() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            Path one =
                    made(kind.getKey(), inputs(), Arrays.asList(kind.getValue().split(" ", -1)));
            for (int i = 0; i < COPIES; i++) {
                Path copy = folder.resolve(i + "-" + kind.getKey());
                Files.copy(one, copy, StandardCopyOption.REPLACE_EXISTING);
                all.add(copy);
            }
        }
        return all;
    }

    /** An mp4 of 200 MB or more of H.264 at about 8 Mbit/s, whose index comes last and whose frames are equally long. */
    Path large() throws IOException {
        return looped("large-h264.mp4", List.of("-bsf:v", "setts=ts=N/25/TB"));
    }

    /** The same with a gap each second. */
    Path largeOfVariableRate() throws IOException {
        return looped("large-variable-h264.mp4", List.of());
    }

    private Path looped(String name, List<String> filter) throws IOException {
        List<String> rich = List.of("-c:v", "libopenh264", "-b:v", "8M", "-s", "1280x720", "-c:a", "aac");
        Path part = made("part-h264.mp4", inputs(), rich);
        long loops = LARGE / Files.size(part) + 1;
        List<String> options = new ArrayList<>(List.of("-c", "copy"));
        options.addAll(filter);
        return made(name, List.of("-stream_loop", "" + loops, "-i", part.toString()), options);
    }

    private static List<String> inputs() {
        return List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x240:rate=25:duration=1",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1");
    }

    private Path made(String name, List<String> inputs, List<String> options) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        arguments.addAll(inputs);
        arguments.addAll(options);
        Path fresh = folder.resolve("fresh-" + name);
        arguments.add(fresh.toString());
        Process process = ffmpeg.encode(arguments).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("ffmpeg failed: " + arguments);
        }
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
