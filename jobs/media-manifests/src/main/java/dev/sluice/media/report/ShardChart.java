package dev.sluice.media.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How evenly shards are filled, as an SVG drawing: a bar for each shard, or for several, and a mark for the fullest of them.
 *
 * @param viewBox of the drawing
 * @param most what the highest mark stands for
 * @param together shards that one bar stands for at most
 */
record ShardChart(String viewBox, List<Bar> bars, String most, int together, boolean several) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 140;
    private static final double GAP = 0.2;

    /** Coordinates of a bar and of its mark, and what it says when it is pointed at. */
    record Bar(String x, String y, String width, String height, String mark, String says) {}

    static ShardChart of(List<Shards.Bar> shards) {
        double most = shards.stream().mapToDouble(Shards.Bar::mostHours).max().orElse(0);
        double step = (double) WIDTH / Math.max(1, shards.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            Shards.Bar bar = shards.get(i);
            double height = most == 0 ? 0 : HEIGHT * bar.meanHours() / most;
            double mark = most == 0 ? HEIGHT : HEIGHT * (1 - bar.mostHours() / most);
            bars.add(new Bar(
                    number(i * step + step * GAP / 2),
                    number(HEIGHT - height),
                    number(step * (1 - GAP)),
                    number(height),
                    number(mark),
                    says(bar)));
        }
        int together = shards.stream()
                .mapToInt(bar -> bar.last() - bar.first() + 1)
                .max()
                .orElse(1);
        return new ShardChart("0 0 " + WIDTH + " " + HEIGHT, bars, Amounts.hours(most), together, together > 1);
    }

    private static String says(Shards.Bar bar) {
        return bar.first() == bar.last()
                ? "shard " + bar.first() + ": " + Amounts.hours(bar.meanHours())
                : "shards " + bar.first() + " to " + bar.last() + ": " + Amounts.hours(bar.meanHours())
                        + " on average, at most " + Amounts.hours(bar.mostHours());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
