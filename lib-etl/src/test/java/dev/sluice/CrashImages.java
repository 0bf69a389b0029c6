package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process that is killed leaves behind at each of its steps, from one process: it is stopped at each, what it has
 * written is copied, and at the last step it is killed. A kill leaves just what is there while a process stands still.
 */
public final class CrashImages {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private CrashImages() {}

    /**
     * A copy of the folder at each step, beside it, in the order of the steps.
     *
     * @param main a main class that takes the argument
     * @param steps failpoints in the order in which they are reached
     */
    public static Map<String, Path> take(Class<?> main, String argument, Path folder, List<String> steps)
            throws IOException, InterruptedException {
        List<String> jvm = List.of("-Dsluice.failpoint=" + String.join(",", steps) + ":STOP");
        Child child = Child.running(main, List.of(), folder.getParent(), jvm, argument);
        Map<String, Path> images = new LinkedHashMap<>();
        for (String step : steps) {
            child.awaitStopped(PATIENCE);
            Path image = folder.resolveSibling(folder.getFileName() + "-" + step);
            copy(folder, image);
            images.put(step, image);
            child.signal(images.size() < steps.size() ? "CONT" : "KILL");
        }
        assertThat(child.await(PATIENCE)).isEqualTo(Child.KILLED);
        return images;
    }

    /** Puts an image where its original was: for files that hold whole paths. */
    public static void restore(Path image, Path folder) throws IOException, InterruptedException {
        Files.move(folder, folder.resolveSibling("before-" + image.getFileName()));
        copy(image, folder);
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
