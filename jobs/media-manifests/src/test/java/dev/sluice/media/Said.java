package dev.sluice.media;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs commands {@code sluice media ...} in this process. */
final class Said {
    private Said() {}

    /** What a command prints; what it throws passes. */
    static String by(Object... words) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
            new CommandLine.RunLast().execute(new CommandLine(new MediaCommand()).parseArgs(arguments));
        } catch (CommandLine.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
