package dev.sluice.media.report;

import dev.sluice.media.report.PlanReport.CostCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Cost against size as an SVG drawing: a dot for each cell, on logarithmic axes. The area of a dot is the number of jobs.
 *
 * @param viewBox of the drawing
 */
record CostChart(String viewBox, Plot plot, List<Dot> dots, List<Tick> across, List<Tick> up) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int LEFT = 64;
    private static final int RIGHT = 32;
    private static final int TOP = 12;
    private static final int BOTTOM = 28;
    private static final double SMALLEST = 2.5;
    private static final double LARGEST = 13;

    /** Coordinates of the edges of what lies between the axes. */
    record Plot(int left, int right, int top, int bottom) {}

    /** Middle and radius, and what it says when it is pointed at. */
    record Dot(String x, String y, String r, String says) {}

    /** A line across the drawing. */
    record Tick(String at, String label) {}

    /** Whole decades between two coordinates. */
    private record Scale(int first, int last, double from, double to) {
        static Scale of(List<CostCell> cells, ToDoubleFunction<CostCell> value, double from, double to) {
            double least = cells.stream().mapToDouble(value).min().orElse(1);
            double most = cells.stream().mapToDouble(value).max().orElse(1);
            int first = (int) Math.floor(Math.log10(least));
            return new Scale(first, Math.max(first + 1, (int) Math.ceil(Math.log10(most))), from, to);
        }

        double place(double value) {
            return from + (Math.log10(value) - first) / (last - first) * (to - from);
        }

        List<Tick> ticks(DoubleFunction<String> label) {
            List<Tick> ticks = new ArrayList<>();
            for (int decade = first; decade <= last; decade++) {
                double value = Math.pow(10, decade);
                ticks.add(new Tick(number(place(value)), label.apply(value)));
            }
            return ticks;
        }
    }

    static CostChart of(List<CostCell> cells) {
        Scale across = Scale.of(cells, CostCell::bytes, LEFT, WIDTH - RIGHT);
        Scale up = Scale.of(cells, CostCell::cpuHours, HEIGHT - BOTTOM, TOP);
        long most = cells.stream().mapToLong(CostCell::jobs).max().orElse(1);
        List<Dot> dots = cells.stream()
                .map(cell -> new Dot(
                        number(across.place(cell.bytes())),
                        number(up.place(cell.cpuHours())),
                        number(SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((double) cell.jobs() / most)),
                        Amounts.many(cell.jobs(), "job") + " of about " + Amounts.bytes(cell.bytes()) + " and "
                                + Amounts.hours(cell.cpuHours()) + " of CPU"))
                .toList();
        return new CostChart(
                "0 0 " + WIDTH + " " + HEIGHT,
                new Plot(LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM),
                dots,
                across.ticks(Amounts::bytes),
                up.ticks(Amounts::hours));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
