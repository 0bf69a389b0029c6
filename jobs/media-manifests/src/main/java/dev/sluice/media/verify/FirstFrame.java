package dev.sluice.media.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first frame of a film's video that can be decoded.
 *
 * @param us when it is shown, as the file has it
 * @param hdr whether it carries static metadata of HDR
 */
record FirstFrame(long us, boolean hdr) {
    /** Enough to come to the first key frame of a recording that begins anywhere. */
    private static final int FAR = 600;

    private static final Pattern TIME = Pattern.compile("best_effort_timestamp_time=(-?[0-9.]+)");

    /** Decodes as little as that takes. */
    static FirstFrame of(Runs runs, Film film, int stream, String check) throws CannotCheck {
        List<String> lines = lines(runs, film, stream, 1);
        if (lines.stream().noneMatch(line -> TIME.matcher(line).matches())) {
            lines = lines(runs, film, stream, FAR);
        }
        for (int i = 0; i < lines.size(); i++) {
            Matcher time = TIME.matcher(lines.get(i));
            if (time.matches()) {
                boolean hdr = lines.subList(i + 1, lines.size()).stream()
                        .takeWhile(line -> !line.startsWith("best_effort"))
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .anyMatch(line -> line.contains("mastering display") || line.contains("content light"));
                return new FirstFrame(Math.round(Double.parseDouble(time.group(1)) * 1e6), hdr);
            }
        }
        throw new CannotCheck(check, "no frame of it can be decoded");
    }

    private static List<String> lines(Runs runs, Film film, int stream, int packets) throws CannotCheck {
        List<String> arguments = new ArrayList<>(List.of("-select_streams", String.valueOf(stream)));
        arguments.addAll(List.of("-read_intervals", "%+#" + packets, "-show_frames", "-show_entries"));
        arguments.addAll(List.of("frame=best_effort_timestamp_time:frame_side_data=side_data_type"));
        arguments.addAll(List.of("-of", "default=noprint_wrappers=1"));
        arguments.addAll(film.opened());
        List<String> lines = new ArrayList<>();
        runs.ffprobe("first-frame", arguments, lines::add);
        return lines;
    }
}
