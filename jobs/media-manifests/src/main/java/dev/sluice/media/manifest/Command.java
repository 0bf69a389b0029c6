package dev.sluice.media.manifest;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.EncoderOptions;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code ffmpeg} for one target, by <a href="https://ffmpeg.org/ffmpeg.html">its manual</a>. The elements
 * {@link #INPUT} and {@link #OUTPUT} stand for the two names; whoever runs it puts them in as whole elements, with {@code
 * file:} before them, so that a name is never taken for an option or a protocol. Streams come in the order video, audio,
 * subtitles, covers, attachments. Nothing but files is opened, and the input only as the container that the probe saw in
 * it: a playlist that took a film's place since names other files.
 */
public final class Command {
    /** Stands for the input, with {@code file:} before it. */
    public static final String INPUT = "{input}";

    /** Stands for the output's temporary name, with {@code file:} before it. */
    public static final String OUTPUT = "{output}";

    private final List<String> arguments = new ArrayList<>();
    private final Target target;
    private final Probe probe;
    private final String jobKey;

    private Command(Target target, Probe probe, String jobKey) {
        this.target = target;
        this.probe = probe;
        this.jobKey = jobKey;
    }

    /** Without the program's name. */
    public static List<String> of(Target target, Probe probe, String jobKey) {
        Command command = new Command(target, probe, jobKey);
        command.add("-nostdin", "-hide_banner", "-loglevel", "warning", "-y");
        // By itself ffmpeg is content when it could not decode two frames of three.
        command.add("-max_error_rate", "0.01");
        command.add("-protocol_whitelist", "file", "-format_whitelist", probe.container(), "-i", INPUT);
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
        add("-filter:v:0", String.join(",", Filters.of(video, probe)));
        // With the plus, an encoder that cannot take the format fails; without, it silently gets another, such as eight
        // bits.
        add("-pix_fmt:v:0", "+" + video.pixelFormat());
        if (video.frameRate().isEmpty()) {
            // Each frame keeps its time; without this, a constant rate may be made of variable ones.
            add("-fps_mode:v:0", "vfr");
            if (Filters.input(video, probe)
                    .filter(VideoStream::variableFrameRate)
                    .isPresent()) {
                // Times are rounded to the base rate's frames otherwise.
                add("-enc_time_base:v:0", "demux");
            }
        }
        video.keyFrameSeconds()
                .ifPresent(seconds -> add("-force_key_frames:v:0", "expr:gte(t,n_forced*" + seconds + ")"));
        if (video.encoder().equals("libx265") && !target.container().equals("matroska")) {
            // The name by which Apple's players find HEVC.
            add("-tag:v:0", "hvc1");
        }
    }

    private void audio() {
        for (int i = 0; i < target.audio().size(); i++) {
            AudioTarget audio = target.audio().get(i);
            map(audio.stream());
            add("-c:a:" + i, audio.encoder());
            Optional<String> layout = Layouts.of(audio, probe);
            if (layout.isPresent()) {
                add("-filter:a:" + i, "aformat=channel_layouts=" + layout.get());
            }
            if (audio.bitRate().isPresent()) {
                add("-b:a:" + i, audio.bitRate().get().toString());
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
        add("-metadata", KeyTag.argument(target.container(), probe.tags(), jobKey));
        if (target.container().equals("mp4") || target.container().equals("mov")) {
            add("-movflags", "+faststart");
        }
        add("-f", target.container(), OUTPUT);
    }
}
