package dev.sluice.media.verify;

import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.manifest.ExpectedStream;
import dev.sluice.media.manifest.ExpectedStream.Kind;
import dev.sluice.media.manifest.KeyTag;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether an output is this job's, and holds what was promised: streams, languages, dispositions, chapters. */
final class StreamChecks {
    /** What each container has room for besides default (of what ffmpeg 8.1.2 writes and reads). */
    private static final Map<String, Set<String>> MARKS = Map.of(
            "mp4", Set.of("forced", "hearing_impaired", "visual_impaired", "comment", "dub"),
            "matroska", Set.of("forced", "hearing_impaired", "visual_impaired", "comment", "original", "dub"),
            "webm", Set.of("forced"));

    private static final String DEFAULT = "default";
    private static final String NONE = "none";

    private final Pair pair;
    private final Probe made;
    private final List<Check> checks = new ArrayList<>();

    private StreamChecks(Pair pair) {
        this.pair = pair;
        this.made = pair.output().probe();
    }

    static List<Check> of(Pair pair) {
        StreamChecks streams = new StreamChecks(pair);
        streams.job();
        streams.container();
        for (Kind kind : Kind.values()) {
            streams.codecs(kind);
        }
        streams.languages();
        streams.dispositions();
        String chapters = String.valueOf(pair.job().verify().chapters());
        streams.same("chapters", String.valueOf(streams.made.chapters()), chapters, Defect.CHAPTERS);
        return streams.checks;
    }

    private void same(String name, String value, String wanted, Defect otherwise) {
        checks.add(Check.of(name, value.equals(wanted), value, wanted, otherwise));
    }

    private void job() {
        String key = pair.job().jobKey();
        Optional<String> embedded = KeyTag.in(made.tags());
        checks.add(Check.of(
                "job",
                embedded.isEmpty() || embedded.get().equals(key),
                embedded.orElse("no key in it"),
                key + " or none",
                Defect.OTHER_JOB));
    }

    private void container() {
        String wanted = pair.target().container();
        boolean holds = List.of(made.container().split(",")).contains(wanted);
        checks.add(Check.of("container", holds, made.container(), wanted, Defect.STREAMS));
    }

    private List<ExpectedStream> expected(Kind kind) {
        return pair.job().verify().streams().stream()
                .filter(stream -> stream.kind() == kind)
                .toList();
    }

    private void codecs(Kind kind) {
        String wanted = text(expected(kind).stream()
                .map(stream -> codec(
                        stream.codec(), stream.channels().map(Object::toString).orElse("")))
                .toList());
        same(kind.name().toLowerCase(Locale.ROOT), text(codecs(made, kind)), wanted, Defect.STREAMS);
    }

    private static List<String> codecs(Probe probe, Kind kind) {
        return switch (kind) {
            case VIDEO -> probe.videoStreams().stream().map(VideoStream::codec).toList();
            case AUDIO ->
                probe.audioStreams().stream()
                        .map(stream -> codec(stream.codec(), String.valueOf(stream.channels())))
                        .toList();
            case SUBTITLE ->
                probe.subtitleStreams().stream().map(SubtitleStream::codec).toList();
            case PICTURE -> probe.pictures().stream().map(Picture::codec).toList();
            case ATTACHMENT ->
                probe.dataStreams().stream()
                        .filter(stream -> stream.kind().equals("attachment"))
                        .map(stream -> stream.codec())
                        .toList();
        };
    }

    private static String codec(String name, String channels) {
        return channels.isEmpty() ? name : name + " of " + channels + " channels";
    }

    private void languages() {
        List<String> audio =
                made.audioStreams().stream().map(StreamChecks::language).toList();
        List<String> subtitles = made.subtitleStreams().stream()
                .map(stream -> stream.language().orElse(NONE))
                .toList();
        same("audio-languages", text(audio), languages(Kind.AUDIO), Defect.LANGUAGE);
        same("subtitle-languages", text(subtitles), languages(Kind.SUBTITLE), Defect.LANGUAGE);
    }

    private static String language(AudioStream stream) {
        return stream.language().orElse(NONE);
    }

    private String languages(Kind kind) {
        return text(expected(kind).stream()
                .map(stream -> stream.language().orElse(NONE))
                .toList());
    }

    private void dispositions() {
        List<Pair.Streams<AudioStream>> audio = pair.audio();
        marks(
                "audio-dispositions",
                audio.stream().map(each -> each.output().dispositions()).toList(),
                audio.stream().map(each -> each.input().dispositions()).toList());
        List<List<String>> given = pair.target().subtitles().stream()
                .map(SubtitleTarget::stream)
                .flatMap(index ->
                        pair.input().probe().subtitleStreams().stream().filter(stream -> stream.index() == index))
                .map(SubtitleStream::dispositions)
                .toList();
        List<List<String>> found = made.subtitleStreams().stream()
                .map(SubtitleStream::dispositions)
                .toList();
        marks("subtitle-dispositions", found, given);
    }

    /** Where no stream of a kind is default in the input, muxers make the first of them so: that is no defect. */
    private void marks(String name, List<List<String>> found, List<List<String>> given) {
        boolean told = given.stream().anyMatch(words -> words.contains(DEFAULT));
        Set<String> room = MARKS.getOrDefault(pair.target().container(), Set.of());
        String value =
                text(found.stream().map(words -> marks(words, told, room)).toList());
        String wanted =
                text(given.stream().map(words -> marks(words, told, room)).toList());
        same(name, value, wanted, Defect.DISPOSITION);
    }

    private static String marks(List<String> words, boolean withDefault, Set<String> room) {
        List<String> kept = words.stream()
                .filter(word -> room.contains(word) || (withDefault && word.equals(DEFAULT)))
                .sorted()
                .toList();
        return kept.isEmpty() ? NONE : String.join(" ", kept);
    }

    private static String text(List<String> words) {
        return words.isEmpty() ? NONE : String.join(", ", words);
    }
}
