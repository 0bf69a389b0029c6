package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code GenerateFiles FOLDER COUNT}: writes many access logs of one line each, a thousand to a folder. */
public final class GenerateFiles {
    private static final long SEED = 20251127L;
    private static final long FIRST_SECOND = 1_760_054_400L; // 2025-10-10
    private static final int A_FOLDER = 1000;

    private GenerateFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        AccessLog log = new AccessLog(new Vocabulary(SEED), SEED);
        for (int i = 0; i < count; i++) {
            Path place = folder.resolve(Integer.toString(i / A_FOLDER));
            if (i % A_FOLDER == 0) {
                Files.createDirectories(place);
            }
            byte[] line = log.next(FIRST_SECOND + i);
            Files.write(place.resolve(i + ".log"), Arrays.copyOf(line, log.size()));
        }
    }
}
