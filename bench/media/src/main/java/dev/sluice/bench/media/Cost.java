package dev.sluice.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Milliseconds of CPU, of this process and of its children that have ended, and of the clock on the wall. */
record Cost(double cpu, double wall) {
    /** Clock ticks a second, which is 100 on each Linux of today. */
    private static final double TICKS_A_MILLISECOND = 0.1;

    private static final int USER_TIME = 11;

    /** What was spent since this process began. */
    static Cost now() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // The program's name, in brackets, may hold blanks: the fields are counted from behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = USER_TIME; i < USER_TIME + 4; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new Cost(ticks / TICKS_A_MILLISECOND, System.nanoTime() / 1e6);
    }

    Cost minus(Cost earlier) {
        return new Cost(cpu - earlier.cpu, wall - earlier.wall);
    }

    Cost dividedBy(double count) {
        return new Cost(cpu / count, wall / count);
    }

    static Cost median(List<Cost> all) {
        return all.stream()
                .sorted(Comparator.comparingDouble(Cost::cpu))
                .toList()
                .get(all.size() / 2);
    }
}
