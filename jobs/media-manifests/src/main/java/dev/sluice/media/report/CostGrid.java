package dev.sluice.media.report;

import dev.sluice.media.report.PlanReport.CostCell;
import java.util.List;
import java.util.TreeMap;

/** Jobs counted by size and cost in cells of a logarithmic grid, so that a million jobs can be drawn. Not thread-safe. */
final class CostGrid {
    private static final int CELLS_OF_A_DECADE = 5;

    /** The first byte and the thousandth of an hour: what is less is in the lowest cell. */
    private static final double LEAST_BYTES = 1;

    private static final double LEAST_HOURS = 0.001;

    private final TreeMap<Long, TreeMap<Long, Long>> cells = new TreeMap<>();

    void add(long bytes, double cpuHours) {
        cells.computeIfAbsent(cell(bytes / LEAST_BYTES), column -> new TreeMap<>())
                .merge(cell(cpuHours / LEAST_HOURS), 1L, Long::sum);
    }

    private static long cell(double multiple) {
        return (long) Math.floor(Math.log10(Math.max(multiple, 1)) * CELLS_OF_A_DECADE);
    }

    /** By size, then cost. */
    List<CostCell> cells() {
        return cells.entrySet().stream()
                .flatMap(column -> column.getValue().entrySet().stream()
                        .map(cell -> new CostCell(
                                LEAST_BYTES * middle(column.getKey()),
                                LEAST_HOURS * middle(cell.getKey()),
                                cell.getValue())))
                .toList();
    }

    private static double middle(long cell) {
        return Math.pow(10, (cell + 0.5) / CELLS_OF_A_DECADE);
    }
}
