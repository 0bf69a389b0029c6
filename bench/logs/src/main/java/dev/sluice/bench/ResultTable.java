package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ResultTable FILE MEGABYTES}: the medians of what {@link MeasurePeer} printed into a file, as Markdown. */
public final class ResultTable {
    private ResultTable() {}

    public static void main(String[] arguments) throws IOException {
        double megabytes = Double.parseDouble(arguments[1]);
        Map<String, List<String[]>> runs = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] cells = line.split("\t");
            runs.computeIfAbsent(cells[0], name -> new java.util.ArrayList<>()).add(cells);
        }
        double ours = runs.containsKey("sluice") ? median(runs.get("sluice"), 1) : Double.NaN;
        double oursWarm = runs.containsKey("sluice") ? median(runs.get("sluice"), 3) : Double.NaN;
        System.out.println("| peer | CPU s | wall s | MB/CPU s | CPU of sluice's | warm: MB/CPU s | CPU of sluice's "
                + "| peak RSS MB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        runs.forEach((name, all) -> {
            double cpu = median(all, 1);
            double warm = median(all, 3);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.2f | %.1f | %.2f | %.0f |%n",
                    name,
                    cpu,
                    median(all, 2),
                    megabytes / cpu,
                    cpu / ours,
                    megabytes * median(all, 5) / warm,
                    warm / oursWarm,
                    median(all, 6));
        });
    }

    private static double median(List<String[]> runs, int cell) {
        return Median.of(runs.stream()
                .mapToDouble(cells -> Double.parseDouble(cells[cell]))
                .toArray());
    }
}
