package dev.sluice.media.verify;

import dev.sluice.media.ffmpeg.Supervised;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of decoding all of an output's video and audio, in one run.
 *
 * @param frames of video that came out
 * @param errors that the decoders told
 * @param stills stretches in which the picture stands still
 */
record Decoding(long frames, int errors, List<Still> stills) {
    /** The measure of the filter freezedetect below which nothing moves: a mean difference of a thousandth. */
    private static final String MOVES = "0.001";

    private static final String STARTS = "lavfi.freezedetect.freeze_start";
    private static final String ENDS = "lavfi.freezedetect.freeze_end";

    /** From a moment to another, as the file has them. */
    record Still(double begin, double end) {}

    /** Collects what a run tells on its standard output. */
    private static final class Told {
        private final List<Still> stills = new ArrayList<>();
        private Optional<Double> begun = Optional.empty();
        private long frames;

        /** Freezes go to the end where no end is told. */
        private void line(String line) {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1).strip();
            switch (equals < 0 ? "" : line.substring(0, equals)) {
                case "frame" -> frames = Long.parseLong(value);
                case STARTS -> begun = Optional.of(Double.parseDouble(value));
                case ENDS -> {
                    begun.ifPresent(begin -> stills.add(new Still(begin, Double.parseDouble(value))));
                    begun = Optional.empty();
                }
                default -> {}
            }
        }

        private List<Still> until(double end) {
            begun.ifPresent(begin -> stills.add(new Still(begin, end)));
            return List.copyOf(stills);
        }
    }

    /**
     * Decodes, and keeps the frames of windows.
     *
     * @param kept gets their frames as they are, one after the other
     */
    static Decoding of(Runs runs, Pair pair, Clock made, List<Window> windows, Path kept, Duration still)
            throws CannotCheck {
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-progress", "pipe:1", "-stats_period", "86400"));
        arguments.addAll(pair.output().opened());
        boolean video = !pair.video().isEmpty();
        if (video) {
            int stream = pair.video().get(0).output().index();
            arguments.addAll(List.of("-filter_complex", graph(stream, windows, still)));
            // Frames that come closer than the stated rate would get the same time, which is an error of no file.
            arguments.addAll(List.of("-map", "[seen]", "-enc_time_base:v", "1/1000"));
        }
        arguments.addAll(List.of("-map", "0:a?", "-fps_mode", "passthrough", "-f", "null", "-"));
        if (!windows.isEmpty()) {
            arguments.addAll(List.of("-map", "[kept]", "-fps_mode", "passthrough", "-enc_time_base", "1/1000"));
            arguments.addAll(List.of("-c:v", "rawvideo", "-f", "nut", "file:" + kept));
        }
        Told told = new Told();
        Supervised.Ended ended = runs.ffmpeg(arguments, told::line);
        if (ended.outOfTime()) {
            Runs.require("decode", ended);
        }
        // It ends with an error of its own when it could decode next to nothing.
        int errors = Math.max(errors(ended.log()), ended.ok() ? 0 : 1);
        return new Decoding(told.frames, errors, told.until(made.endUs() / 1e6));
    }

    private static String graph(int stream, List<Window> windows, Duration still) {
        String seconds = String.format(Locale.ROOT, "%.3f", still.toMillis() / 1e3);
        String look = "freezedetect=n=" + MOVES + ":d=" + seconds + print(STARTS) + print(ENDS)
                + ",settb=1/1000,setpts=N[seen]";
        if (windows.isEmpty()) {
            return "[0:" + stream + "]" + look;
        }
        return "[0:" + stream + "]split[look][take];[look]" + look + ";[take]"
                + select(windows.stream()
                        .map(window -> new long[] {window.beginUs(), window.endUs()})
                        .toList())
                + "[kept]";
    }

    private static String print(String key) {
        return ",metadata=mode=print:key=" + key + ":file=-:direct=1";
    }

    /** Frames within some stretches, numbered from 0. */
    static String select(List<long[]> stretches) {
        List<String> terms = stretches.stream()
                .map(each -> String.format(Locale.ROOT, "between(t,%.6f,%.6f)", each[0] / 1e6, each[1] / 1e6))
                .toList();
        return "select='" + String.join("+", terms) + "',settb=1/1000,setpts=N";
    }

    /** The same streams of the input, for what is its own: errors of those that were copied. */
    static int errorsOfCopies(Runs runs, Pair pair) throws CannotCheck {
        List<String> copied = pair.target().audio().stream()
                .filter(audio -> audio.codec().isEmpty())
                .map(audio -> "0:" + audio.stream())
                .toList();
        if (copied.isEmpty()) {
            return 0;
        }
        List<String> arguments = new ArrayList<>(pair.input().opened());
        copied.forEach(stream -> arguments.addAll(List.of("-map", stream)));
        arguments.addAll(List.of("-f", "null", "-"));
        Supervised.Ended ended = runs.ffmpeg(arguments, line -> {});
        if (ended.outOfTime()) {
            Runs.require("decode", ended);
        }
        return errors(ended.log());
    }

    /** Frames that the input gives when it is decoded, where its packets do not tell. */
    static long framesOfInput(Runs runs, Pair pair, int stream, Optional<String> rate) throws CannotCheck {
        List<String> arguments = new ArrayList<>(List.of("-progress", "pipe:1", "-stats_period", "86400"));
        arguments.addAll(pair.input().opened());
        arguments.addAll(List.of("-map", "0:" + stream));
        rate.ifPresent(fraction -> arguments.addAll(List.of("-filter:v", "fps=" + fraction)));
        arguments.addAll(List.of("-fps_mode", "vfr", "-f", "null", "-"));
        Told told = new Told();
        Supervised.Ended ended = runs.ffmpeg(arguments, told::line);
        if (ended.outOfTime()) {
            Runs.require("frames", ended);
        }
        return told.frames;
    }

    private static int errors(String log) {
        return (int) log.lines()
                .filter(line -> line.contains("[error]") || line.contains("[fatal]") || line.contains("[panic]"))
                .count();
    }
}
