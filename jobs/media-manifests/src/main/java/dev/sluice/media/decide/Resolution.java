package dev.sluice.media.decide;

import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A profile laid over one file.
 *
 * @param targets one, or one a rung; empty when there are objections
 * @param outcomes what became of what is in the file
 * @param objections why a person must decide
 */
record Resolution(List<Target> targets, List<PolicyOutcome> outcomes, List<Objection> objections) {
    static Resolution of(String name, Profile profile, Probe probe) {
        Objections objections = new Objections();
        unusable(probe, objections);
        if (probe.video().isEmpty() || !objections.all().isEmpty()) {
            return new Resolution(List.of(), List.of(), objections.all());
        }
        VideoStream main = probe.video().get();
        List<VideoTarget> videos = VideoResolution.of(profile.video(), main, objections);
        Streams streams = new Streams(profile, probe, objections);
        List<Target> targets = videos.stream()
                .map(video -> new Target(
                        videos.size() > 1 ? name + "-" + video.height() : name,
                        profile.container().muxer(),
                        profile.container().extension(),
                        Optional.of(video),
                        streams.audio,
                        streams.subtitles,
                        streams.copied,
                        streams.dropped,
                        probe.chapters() > 0))
                .toList();
        boolean asked = !objections.all().isEmpty();
        return new Resolution(asked ? List.of() : targets, objections.outcomes(), objections.all());
    }

    /** What no profile can help. */
    private static void unusable(Probe probe, Objections objections) {
        if (probe.encrypted()) {
            objections.add("ENCRYPTED", "it is encrypted");
        }
        if (probe.video().isEmpty()) {
            objections.add("NO_VIDEO", "it has no video");
        }
        probe.findings().stream()
                .filter(finding ->
                        finding.code().equals("NOT_DECODABLE") || finding.code().equals("TRUNCATED"))
                .forEach(finding -> objections.add(finding.code(), finding.message()));
        if (probe.videoStreams().size() > 1) {
            objections.add("SEVERAL_VIDEOS", "it has " + probe.videoStreams().size() + " streams of video");
        }
    }

    /** The streams beside the video. */
    private static final class Streams {
        private final Profile profile;
        private final Objections objections;
        private final List<AudioTarget> audio;
        private final List<SubtitleTarget> subtitles = new ArrayList<>();
        private final List<Integer> copied = new ArrayList<>();
        private final List<Integer> dropped = new ArrayList<>();

        Streams(Profile profile, Probe probe, Objections objections) {
            this.profile = profile;
            this.objections = objections;
            this.audio = AudioResolution.of(profile, probe.audioStreams(), objections, dropped);
            subtitles(probe);
            probe.pictures()
                    .forEach(picture -> place(
                            picture.index(),
                            objections.keeps(
                                    "pictures",
                                    profile.pictures(),
                                    "PICTURE",
                                    "it has a cover",
                                    profile.container().takesPictures())));
            probe.dataStreams().forEach(this::data);
        }

        private void subtitles(Probe probe) {
            probe.subtitleStreams().forEach(stream -> {
                Optional<String> encoder = profile.container().subtitles(stream.codec());
                String what = "it has subtitles of " + stream.codec()
                        + stream.language().map(language -> " in " + language).orElse("");
                if (objections.keeps("subtitles", profile.subtitles(), "SUBTITLES", what, encoder.isPresent())) {
                    subtitles.add(new SubtitleTarget(stream.index(), encoder.orElseThrow()));
                } else {
                    dropped.add(stream.index());
                }
            });
        }

        private void data(DataStream stream) {
            boolean attachment = stream.kind().equals("attachment");
            Policy policy = attachment ? profile.attachments() : profile.data();
            String what = "it has " + (attachment ? "an attachment" : "a data stream")
                    + stream.fileName().or(stream::tag).map(name -> " " + name).orElse("");
            boolean fits = attachment && profile.container().takesAttachments();
            String setting = attachment ? "attachments" : "data";
            String code = attachment ? "ATTACHMENT" : "DATA_STREAM";
            place(stream.index(), objections.keeps(setting, policy, code, what, fits));
        }

        private void place(int index, boolean kept) {
            (kept ? copied : dropped).add(index);
        }
    }
}
