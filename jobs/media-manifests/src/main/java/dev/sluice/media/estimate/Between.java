package dev.sluice.media.estimate;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The speed of a preset that may lie between two that were measured. Each step of a preset makes an encoder slower by
 * about the same factor, so the way between is a geometric one. Beyond the last one nothing is extrapolated.
 *
 * @param exact the preset itself was measured
 * @param stepsBeyond number of presets beyond the last one that was measured
 */
record Between(Speed speed, boolean exact, int stepsBeyond) {
    /** @param rows of one encoder, pixel format and class; not empty */
    static Between of(List<Speed> rows, String preset) {
        for (Speed row : rows) {
            if (row.preset().equals(preset)) {
                return new Between(row, true, 0);
            }
        }
        OptionalDouble place = Presets.place(preset);
        List<Speed> placed = rows.stream()
                .filter(row -> Presets.place(row.preset()).isPresent())
                .sorted(Comparator.comparingDouble(Between::place))
                .toList();
        if (place.isEmpty() || placed.isEmpty()) {
            return new Between(rows.get(0), false, 1);
        }
        return among(placed, preset, place.getAsDouble());
    }

    private static Between among(List<Speed> placed, String preset, double place) {
        Speed first = placed.get(0);
        Speed last = placed.get(placed.size() - 1);
        if (place < place(first)) {
            return new Between(first, false, (int) Math.ceil(place(first) - place));
        }
        if (place > place(last)) {
            return new Between(last, false, (int) Math.ceil(place - place(last)));
        }
        int upper = 1;
        while (place(placed.get(upper)) < place) {
            upper++;
        }
        Speed low = placed.get(upper - 1);
        Speed high = placed.get(upper);
        double way = (place - place(low)) / (place(high) - place(low));
        return new Between(
                low.with(
                        preset,
                        geometric(low.secondsPerMegapixel(), high.secondsPerMegapixel(), way),
                        geometric(low.bitsPerPixel(), high.bitsPerPixel(), way)),
                false,
                0);
    }

    private static double place(Speed row) {
        return Presets.place(row.preset()).orElseThrow();
    }

    private static double geometric(double from, double to, double way) {
        return from * Math.pow(to / from, way);
    }
}
