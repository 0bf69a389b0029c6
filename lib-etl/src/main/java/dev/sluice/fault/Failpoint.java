package dev.sluice.fault;

import java.io.IOException;

/**
 * A named moment at which a test can end or stop this process from outside the program's own logic: the system
 * property {@code sluice.failpoint} is "name" or "name:signal", the signal KILL unless said. Without the property
 * reaching a failpoint does nothing. Thread-safe.
 */
public final class Failpoint {
    private static final String ASKED = System.getProperty("sluice.failpoint", "");

    private Failpoint() {}

    public static void reach(String name) {
        if (ASKED.isEmpty()) {
            return;
        }
        int colon = ASKED.indexOf(':');
        String at = colon < 0 ? ASKED : ASKED.substring(0, colon);
        if (at.equals(name)) {
            signal(colon < 0 ? "KILL" : ASKED.substring(colon + 1));
        }
    }

    private static void signal(String signal) {
        try {
            new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new Fault(Code.INTERNAL, "Cannot send signal at failpoint: " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
