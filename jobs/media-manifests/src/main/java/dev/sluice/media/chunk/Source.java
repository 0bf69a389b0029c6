package dev.sluice.media.chunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.media.decide.Target;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.ffmpeg.Supervised;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a cut needs to know of a job's input, by <a href="https://ffmpeg.org/ffprobe.html">ffprobe</a>. */
final class Source {
    /** Of these ffmpeg begins to count at the first stream that is used, of others at the first of all. */
    private static final Set<String> LOOSE = Set.of("mpegts", "mpeg", "ogg");

    private final ManifestJob job;
    private final Programs programs;
    private final int stream;
    private final JsonNode all;

    private Source(ManifestJob job, Programs programs, JsonNode all) {
        this.job = job;
        this.programs = programs;
        this.stream = job.target().video().orElseThrow().stream();
        this.all = all;
    }

    /** Empty when it cannot be looked at. */
    static Optional<Source> of(Programs programs, ManifestJob job) {
        StringBuilder text = new StringBuilder();
        boolean told = asked(
                programs,
                job,
                List.of(
                        "-show_entries",
                        "format=start_time:stream=index,start_time,r_frame_rate,avg_frame_rate:stream_disposition",
                        "-of",
                        "json"),
                line -> text.append(line).append('\n'));
        try {
            return told
                    ? Optional.of(new Source(job, programs, new JsonMapper().readTree(text.toString())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean asked(Programs programs, ManifestJob job, List<String> question, Consumer<String> lines) {
        List<String> vector = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error"));
        vector.addAll(question);
        vector.addAll(new Parts(job).opened("file:" + LocalPath.input(job)));
        return Supervised.run(programs.inspect(vector), Duration.ofSeconds(job.timeLimitSeconds()), lines)
                .ok();
    }

    /** When the frames of the video are shown; empty when that cannot be read. */
    Optional<FrameTimes> frames() {
        FrameTimes times = new FrameTimes();
        boolean told = asked(
                programs,
                job,
                List.of(
                        "-select_streams",
                        String.valueOf(stream),
                        "-show_entries",
                        "packet=pts_time,dts_time,flags",
                        "-of",
                        "csv=p=0"),
                times::packet);
        return told ? Optional.of(times) : Optional.empty();
    }

    private Optional<JsonNode> stream(int index) {
        for (JsonNode one : all.path("streams")) {
            if (one.path("index").asInt(-1) == index) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** What its frame rate may be, as fractions. */
    List<String> rates() {
        JsonNode video = stream(stream).orElse(all);
        return Stream.of("r_frame_rate", "avg_frame_rate")
                .map(name -> video.path(name).asText(""))
                .filter(rate -> rate.matches("[1-9][0-9]{0,9}/[1-9][0-9]{0,9}"))
                .distinct()
                .toList();
    }

    /** Where ffmpeg begins to count. */
    long startUs() {
        long first = micros(all.path("format").path("start_time")).orElse(0L);
        if (!LOOSE.contains(new Parts(job).container())) {
            return first;
        }
        Target target = job.target();
        return Stream.of(
                        Stream.of(stream),
                        target.audio().stream().map(audio -> audio.stream()),
                        target.subtitles().stream().map(subtitle -> subtitle.stream()))
                .flatMap(each -> each)
                .flatMap(index -> stream(index).stream())
                .flatMap(used -> micros(used.path("start_time")).stream())
                .min(Long::compare)
                .filter(begin -> begin > first)
                .orElse(first);
    }

    private static Optional<Long> micros(JsonNode seconds) {
        return Optional.ofNullable(seconds.textValue())
                .filter(text -> text.matches("-?[0-9]{1,12}(\\.[0-9]{1,9})?"))
                .map(text -> Math.round(Double.parseDouble(text) * 1e6));
    }

    /** Of the video, in the words of ffmpeg's option. */
    String disposition() {
        StringJoiner words = new StringJoiner("+").setEmptyValue("0");
        stream(stream)
                .map(video -> video.path("disposition"))
                .ifPresent(all -> all.properties().stream()
                        .filter(each -> each.getValue().asInt() == 1)
                        .forEach(each -> words.add(each.getKey())));
        return words.toString();
    }
}
