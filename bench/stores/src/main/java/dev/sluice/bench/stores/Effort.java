package dev.sluice.bench.stores;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU seconds of this process and of a server with all its processes, live and ended (Linux's /proc).
 *
 * @param wall seconds
 * @param client CPU seconds here, of ended children too
 * @param server CPU seconds of the server
 */
record Effort(double wall, double client, double server) {
    private static final double TICKS = 100;

    /** Work that is measured. */
    interface Work {
        void run() throws Exception;
    }

    static Effort of(long serverPid, Work work) throws Exception {
        long begun = System.nanoTime();
        double client = used();
        double server = usedBy(serverPid);
        work.run();
        // A backend's time is counted by the server when the server has seen it end.
        Thread.sleep(300);
        double wall = (System.nanoTime() - begun) / 1e9 - 0.3;
        return new Effort(wall, used() - client, usedBy(serverPid) - server);
    }

    double cpu() {
        return client + server;
    }

    private static double used() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<String> own = stat(ProcessHandle.current().pid());
        return system.getProcessCpuTime() / 1e9 + ticks(own, 13, 14);
    }

    private static double usedBy(long pid) throws IOException {
        double sum = ticks(stat(pid), 11, 12, 13, 14);
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(pid).orElseThrow().children()) {
            for (ProcessHandle child : children.toList()) {
                sum += ticks(stat(child.pid()), 11, 12);
            }
        }
        return sum;
    }

    /** The fields after the command's name; proc(5) numbers them from 3. */
    private static List<String> stat(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
    }

    private static double ticks(List<String> stat, int... fields) {
        double sum = 0;
        for (int field : fields) {
            sum += stat.isEmpty() ? 0 : Long.parseLong(stat.get(field)) / TICKS;
        }
        return sum;
    }
}
