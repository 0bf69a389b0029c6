package dev.sluice.media;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A resolved target, a line for each stream. */
final class TargetText {
    private static final String LINE = "  %-8s %s";

    private TargetText() {}

    static List<String> of(Target target) {
        List<String> lines = new ArrayList<>();
        target.video().ifPresent(video -> lines.add(LINE.formatted("video", video(video))));
        target.audio().forEach(audio -> lines.add(LINE.formatted("audio", audio(audio))));
        target.subtitles()
                .forEach(subtitle -> lines.add(
                        LINE.formatted("subtitles", " " + subtitle.stream() + "  " + encoder(subtitle.encoder()))));
        indexes("copied", target.copied(), lines);
        indexes("left out", target.dropped(), lines);
        if (target.chapters()) {
            lines.add(LINE.formatted("chapters", "kept"));
        }
        return lines;
    }

    private static void indexes(String what, List<Integer> streams, List<String> lines) {
        if (!streams.isEmpty()) {
            String numbers = streams.stream().map(String::valueOf).collect(Collectors.joining(", "));
            lines.add(LINE.formatted(what, " stream " + numbers));
        }
    }

    private static String encoder(String name) {
        return name.equals(AudioTarget.COPY) ? "copied" : name;
    }

    private static String video(VideoTarget video) {
        List<String> words = new ArrayList<>();
        words.add(" " + video.stream());
        words.add(video.encoder()
                + video.preset().map(preset -> " preset " + preset).orElse(""));
        video.quality().ifPresent(quality -> words.add("quality " + quality));
        video.bitRate().ifPresent(rate -> words.add(ProbeText.rate(rate)));
        video.maxRate().ifPresent(rate -> words.add("at most " + ProbeText.rate(rate)));
        words.add(video.width() + " x " + video.height());
        words.add(video.pixelFormat());
        video.frameRate().ifPresent(rate -> words.add(rate + " frames/s"));
        if (video.fit() != VideoTarget.Fit.SCALE) {
            words.add(video.fit() == VideoTarget.Fit.CROP ? "cropped" : "padded");
        }
        if (video.deinterlace()) {
            words.add("deinterlaced");
        }
        if (video.color() == VideoTarget.ColorPolicy.TONE_MAP) {
            words.add("tone-mapped");
        }
        video.keyFrameSeconds().ifPresent(seconds -> words.add("key frame every " + seconds + " s"));
        video.options().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .sorted()
                .forEach(words::add);
        return String.join("  ", words);
    }

    private static String audio(AudioTarget audio) {
        List<String> words = new ArrayList<>(List.of(" " + audio.stream(), encoder(audio.encoder())));
        audio.bitRate().ifPresent(rate -> words.add(ProbeText.rate(rate)));
        audio.channels().ifPresent(channels -> words.add("mixed down to " + channels + " channels"));
        return String.join("  ", words);
    }
}
