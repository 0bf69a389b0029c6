package dev.sluice.fault;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A named moment at which a test can end or stop this process from outside the program's own logic: the system
 * property {@code sluice.failpoint} is names with commas between them, and after a colon the signal, KILL unless said.
 * Each name counts the first time that it is reached. Without the property reaching a failpoint does nothing.
 * Thread-safe.
 */
public final class Failpoint {
    private static final String ASKED = System.getProperty("sluice.failpoint", "");

    private static final Set<String> REACHED = ConcurrentHashMap.newKeySet();

    private Failpoint() {}

    public static void reach(String name) {
        if (ASKED.isEmpty()) {
            return;
        }
        int colon = ASKED.indexOf(':');
        String at = colon < 0 ? ASKED : ASKED.substring(0, colon);
        if (List.of(at.split(",")).contains(name) && REACHED.add(name)) {
            signal(colon < 0 ? "KILL" : ASKED.substring(colon + 1));
        }
    }

    /**
     * Sends the signal and answers when it has taken effect. A STOP does so when the kernel next runs the process's first
     * thread, which on a busy machine is a while after the others have gone on.
     */
    private static void signal(String signal) {
        String wait =
                "n=0; until grep -q ') T ' \"/proc/$1/stat\" || [ $n -ge 100 ]; do sleep 0.02; n=$((n + 1)); done";
        try {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "kill -\"$0\" \"$1\"; if [ \"$0\" = STOP ]; then " + wait + "; fi",
                            signal,
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
