package dev.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code MeasurePeer PEER FOLDER OUT [once]}: runs a peer and prints, separated by tabs: its name; CPU seconds of the
 * process from its birth to the end of the first pass, and seconds of wall time; the median of the same two of
 * {@value #WARM_PASSES} more passes over a quarter of the files, by when the code is warm, and the share of the files'
 * bytes that one of them read; peak RSS in MB. With {@code once} there is only the first pass.
 */
public final class MeasurePeer {
    private static final int WARM_PASSES = 5;

    private MeasurePeer() {}

    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[2]);
        List<Path> files = files(Path.of(arguments[1]));
        long born = ManagementFactory.getRuntimeMXBean().getStartTime();
        Peer peer = Peer.of(arguments[0]);
        peer.run(files, out.resolve(arguments[0]));
        double coldCpu = cpu();
        double coldWall = (System.currentTimeMillis() - born) / 1e3;
        boolean once = arguments.length > 3;
        List<Path> part = once ? List.of() : files.subList(0, Math.max(1, files.size() / 4));
        double[] warmCpu = new double[once ? 1 : WARM_PASSES];
        double[] warmWall = new double[warmCpu.length];
        for (int pass = 0; pass < warmCpu.length && !once; pass++) {
            double cpu = cpu();
            long start = System.nanoTime();
            peer.run(part, out.resolve(arguments[0] + "-warm-" + pass));
            warmCpu[pass] = cpu() - cpu;
            warmWall[pass] = (System.nanoTime() - start) / 1e9;
            System.err.printf(Locale.ROOT, "pass %d: %.2f CPU s, %.2f s%n", pass, warmCpu[pass], warmWall[pass]);
        }
        double share = (double) bytes(part) / bytes(files);
        System.out.printf(
                Locale.ROOT,
                "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.4f\t%d%n",
                arguments[0],
                coldCpu,
                coldWall,
                Median.of(warmCpu),
                Median.of(warmWall),
                share,
                MeasureCommand.peakMegabytes(ProcessHandle.current().pid()));
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    private static long bytes(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** User and system time of this process, all of its threads. */
    private static double cpu() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1e9;
    }
}
