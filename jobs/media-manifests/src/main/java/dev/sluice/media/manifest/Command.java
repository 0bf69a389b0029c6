package dev.sluice.media.manifest;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code ffmpeg} for one target, by <a href="https://ffmpeg.org/ffmpeg.html">its manual</a>. The elements
 * {@link #INPUT} and {@link #OUTPUT} stand for the two names; whoever runs it puts them in as whole elements, with {@code
 * file:} before them, so that a name is never taken for an option or a protocol. Streams come in the order video, audio,
 * subtitles, covers, attachments. Nothing else is opened: protocols other than files are shut off.
 */
public final class Command {
    public static final String INPUT = "{input}";
    public static final String OUTPUT = "{output}";

    private final List<String> arguments = new ArrayList<>();
    private final Target target;
    private final Probe probe;

    private Command(Target target, Probe probe) {
        this.target = target;
        this.probe = probe;
    }

    /** Without the program's name. */
    public static List<String> of(Target target, Probe probe) {
        Command command = new Command(target, probe);
        command.add("-nostdin", "-hide_banner", "-loglevel", "warning", "-y");
        command.add("-protocol_whitelist", "file", "-i", INPUT);
        target.video().ifPresent(command::video);
        command.audio();
        command.subtitles();
        command.copied();
        command.container();
        return List.copyOf(command.arguments);
    }

    private void add(String... more) {
        arguments.addAll(List.of(more));
    }

    private void map(int stream) {
        add("-map", "0:" + stream);
    }

    private void video(VideoTarget video) {
        map(video.stream());
        add("-c:v:0", video.encoder());
        EncoderOptions.of(video).forEach(arguments::add);
        List<String> filters = Filters.of(video, probe);
        if (!filters.isEmpty()) {
            add("-filter:v:0", String.join(",", filters));
        }
        add("-pix_fmt:v:0", video.pixelFormat());
        if (video.frameRate().isEmpty()) {
            // Each frame keeps its time; without this, a constant rate is made of variable ones.
            add("-fps_mode:v:0", "vfr");
        }
        option("-color_primaries:v:0", video.colorPrimaries());
        option("-color_trc:v:0", video.colorTransfer());
        option("-colorspace:v:0", video.colorMatrix());
        option("-color_range:v:0", video.colorRange());
        video.keyFrameSeconds()
                .ifPresent(seconds -> add("-force_key_frames:v:0", "expr:gte(t,n_forced*" + seconds + ")"));
        if (video.encoder().equals("libx265") && !target.container().equals("matroska")) {
            // The name by which Apple's players find HEVC.
            add("-tag:v:0", "hvc1");
        }
    }

    private void option(String name, Optional<String> value) {
        value.ifPresent(text -> add(name, text));
    }

    private void audio() {
        for (int i = 0; i < target.audio().size(); i++) {
            AudioTarget audio = target.audio().get(i);
            map(audio.stream());
            add("-c:a:" + i, audio.encoder());
            if (audio.bitRate().isPresent()) {
                add("-b:a:" + i, audio.bitRate().get().toString());
            }
            if (audio.channels().isPresent()) {
                add("-ac:a:" + i, audio.channels().get().toString());
            }
        }
    }

    private void subtitles() {
        for (int i = 0; i < target.subtitles().size(); i++) {
            SubtitleTarget subtitle = target.subtitles().get(i);
            map(subtitle.stream());
            add("-c:s:" + i, subtitle.encoder());
        }
    }

    private void copied() {
        int video = target.video().isPresent() ? 1 : 0;
        for (Picture picture : probe.pictures()) {
            if (target.copied().contains(picture.index())) {
                map(picture.index());
                add("-c:v:" + video, "copy", "-disposition:v:" + video, "attached_pic");
                video++;
            }
        }
        List<Integer> attachments = target.copied().stream()
                .filter(index -> probe.pictures().stream().noneMatch(picture -> picture.index() == index))
                .toList();
        attachments.forEach(this::map);
        if (!attachments.isEmpty()) {
            add("-c:t", "copy");
        }
    }

    private void container() {
        add("-map_metadata", "0", "-map_chapters", target.chapters() ? "0" : "-1");
        if (target.container().equals("mp4") || target.container().equals("mov")) {
            add("-movflags", "+faststart");
        }
        add("-f", target.container(), OUTPUT);
    }
}
