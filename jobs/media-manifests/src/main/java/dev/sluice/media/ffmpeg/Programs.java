package dev.sluice.media.ffmpeg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * FFmpeg's programs. They are started by argument vectors, never through a shell.
 *
 * @param ffmpeg the encoder
 * @param ffprobe beside it
 * @param origin where they come from
 * @param libraries the folder of their libraries, where these are not the system's
 */
public record Programs(Path ffmpeg, Path ffprobe, Origin origin, Optional<Path> libraries) {
    private static final long PATIENCE_SECONDS = 30;

    /** Where programs come from. */
    public enum Origin {
        SETTING,
        PATH,
        BUNDLED
    }

    /**
     * Those that a setting names, otherwise the first on the PATH, otherwise those in the jar.
     *
     * @param configured the path of an ffmpeg, with an ffprobe beside it
     * @throws Fault SETTINGS when the configured one is not there, or there is none at all
     */
    public static Programs find(Optional<Path> configured) {
        if (configured.isPresent()) {
            return in(configured.get().toAbsolutePath().getParent(), Origin.SETTING)
                    .filter(found -> found.ffmpeg().equals(configured.get().toAbsolutePath()))
                    .orElseThrow(() -> new Fault(
                            Code.SETTINGS,
                            "Cannot find ffmpeg: " + configured.get()
                                    + " (name an executable ffmpeg with an ffprobe beside it)"));
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> in(Path.of(folder), Origin.PATH).stream())
                .findFirst()
                .orElseGet(Programs::bundled);
    }

    /** Those in the jar org.bytedeco:ffmpeg. */
    public static Programs bundled() {
        Path folder = Bundled.folder();
        return new Programs(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), Origin.BUNDLED, Optional.of(folder));
    }

    private static Optional<Programs> in(Path folder, Origin origin) {
        Path ffmpeg = folder.resolve("ffmpeg");
        Path ffprobe = folder.resolve("ffprobe");
        return Files.isExecutable(ffmpeg) && Files.isExecutable(ffprobe)
                ? Optional.of(new Programs(ffmpeg, ffprobe, origin, Optional.empty()))
                : Optional.empty();
    }

    /** A process of ffmpeg that is ready to start. */
    public ProcessBuilder encode(List<String> arguments) {
        return process(ffmpeg, arguments);
    }

    /** A process of ffprobe that is ready to start. */
    public ProcessBuilder inspect(List<String> arguments) {
        return process(ffprobe, arguments);
    }

    private ProcessBuilder process(Path program, List<String> arguments) {
        List<String> vector = new ArrayList<>(List.of(program.toString()));
        vector.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(vector);
        libraries.ifPresent(folder -> builder.environment().put("LD_LIBRARY_PATH", folder.toString()));
        return builder;
    }

    /**
     * Such as 8.1.2.
     *
     * @throws Fault INTERNAL when the program does not start
     */
    public String version() {
        String[] words = said("-version").split(" ", 4);
        return words.length > 2 ? words[2] : "unknown";
    }

    /** Names of all encoders, such as libsvtav1; of hardware too, which may not be there. */
    public Set<String> encoders() {
        Set<String> names = new TreeSet<>();
        boolean listed = false;
        for (String line : said("-encoders").lines().toList()) {
            String[] words = line.strip().split(" +", 3);
            if (listed && words.length > 1) {
                names.add(words[1]);
            }
            listed |= line.strip().startsWith("---");
        }
        return names;
    }

    /** Names of all filters, such as ssim. */
    public Set<String> filters() {
        return said("-filters")
                .lines()
                .map(line -> line.strip().split(" +", 4))
                .filter(words -> words.length > 2 && words[2].contains("->"))
                .map(words -> words[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String said(String question) {
        try {
            Process process = encode(List.of(question))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return text;
            }
            process.destroyForcibly();
            throw new Fault(Code.INTERNAL, "Cannot run " + ffmpeg + " " + question + " (does it start by hand?)");
        } catch (IOException e) {
            throw new Fault(Code.INTERNAL, "Cannot start " + ffmpeg + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot wait for " + ffmpeg, e);
        }
    }
}
