package dev.sluice.media.estimate;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.fault.Code;
import dev.sluice.settings.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of speeds in HOCON, as a calibration writes it and a job file names it: the list {@code speeds}, an object for
 * each {@link Speed}. What follows {@code here} is for rows to take over by {@code ${here}}.
 */
public record SpeedTable(
        @Doc("what rows have in common") Optional<Here> here,

        @Doc("one for each encoder, preset, pixel format and class")
        List<Speed> speeds) {
    public SpeedTable {
        speeds = List.copyOf(speeds);
    }

    /** Where and when rows were measured. */
    public record Here(String machine, String ffmpeg, String measured) {}

    /** The table that Sluice brings along. */
    public static SpeedTable shipped() {
        return ConfText.resource("speeds.conf").bind(SpeedTable.class);
    }

    /**
     * Reads a file.
     *
     * @param origin name that messages give
     * @throws dev.sluice.fault.Fault {@link Code#SETTINGS} with all that is wrong, by line
     */
    public static List<Speed> parse(String text, String origin) {
        return new ConfText(text, origin).bind(SpeedTable.class).speeds();
    }

    /** The file of these rows, a line each; {@link #parse} gives the same rows. */
    public static String text(List<Speed> speeds) {
        return speeds.stream().map(SpeedTable::line).collect(Collectors.joining(",\n  ", "speeds = [\n  ", "\n]\n"));
    }

    /**
     * What was measured now over what was measured before. A row gives way to a newer one of the same subject; rows of
     * another machine are left out, for a table is that of one.
     */
    public static List<Speed> merged(List<Speed> before, List<Speed> now, String machine) {
        List<Speed> all = new ArrayList<>(now);
        before.stream()
                .filter(old -> old.machine().equals(machine))
                .filter(old -> now.stream().noneMatch(old::sameSubject))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static String line(Speed speed) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("encoder", speed.encoder());
        values.put("preset", speed.preset());
        values.put("pixel-format", speed.pixelFormat());
        values.put(
                "frame-class",
                speed.frameClass().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.put("quality", speed.quality());
        values.put("seconds-per-megapixel", speed.secondsPerMegapixel());
        values.put("bits-per-pixel", speed.bitsPerPixel());
        values.put("source", speed.source());
        values.put("hdr", speed.hdr());
        values.put("samples", speed.samples());
        values.put("seconds-spread", speed.secondsSpread());
        values.put("bits-spread", speed.bitsSpread());
        values.put("machine", speed.machine());
        values.put("ffmpeg", speed.ffmpeg());
        values.put("measured", speed.measured());
        return ConfigValueFactory.fromMap(values).render(ConfigRenderOptions.concise());
    }
}
