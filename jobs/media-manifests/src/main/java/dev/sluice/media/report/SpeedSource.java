package dev.sluice.media.report;

import dev.sluice.media.estimate.Speed;
import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the speeds of the estimates come from, as the job file says now. */
public record SpeedSource(
        @Doc("shipped, or the calibration's file") String name,
        @Doc("measured on the machines of the plan's owner") boolean calibrated,
        @Doc("processors") String machine,
        String ffmpeg,
        @Doc("the latest moment of measuring") String measured,
        @Doc("encoders that it measured") List<String> encoders,

        @Doc("rows that come from samples of the files themselves")
        long sampledRows) {
    /** The word for what Sluice brings along. */
    public static final String SHIPPED = "shipped";

    public SpeedSource {
        encoders = List.copyOf(encoders);
    }

    /** The source of a table's rows. */
    public static SpeedSource of(String name, List<Speed> rows) {
        Set<String> moments = new TreeSet<>(rows.stream().map(Speed::measured).toList());
        return new SpeedSource(
                name,
                !name.equals(SHIPPED),
                joined(rows.stream().map(Speed::machine).toList()),
                joined(rows.stream().map(Speed::ffmpeg).toList()),
                moments.stream().reduce((first, last) -> last).orElse(""),
                rows.stream().map(Speed::encoder).distinct().sorted().toList(),
                rows.stream().filter(row -> !row.source().isEmpty()).count());
    }

    private static String joined(List<String> words) {
        return words.stream().distinct().sorted().collect(Collectors.joining("; "));
    }
}
