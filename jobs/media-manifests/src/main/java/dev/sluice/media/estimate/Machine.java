package dev.sluice.media.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine at hand, as tables of speeds name it. */
public final class Machine {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Such as "AMD EPYC 7B13, 2 cores"; the processor's architecture where the system tells no model. */
    public static String name() {
        int cores = Runtime.getRuntime().availableProcessors();
        return model() + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    private static String model() {
        String architecture = System.getProperty("os.arch");
        try {
            return Files.exists(LINUX) ? model(Files.readAllLines(LINUX), architecture) : architecture;
        } catch (IOException e) {
            return architecture;
        }
    }

    /** By the format that proc(5) tells of. */
    static String model(List<String> lines, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
