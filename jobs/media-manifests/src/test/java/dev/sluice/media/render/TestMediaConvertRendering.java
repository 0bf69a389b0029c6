package dev.sluice.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.manifest.Targets;
import dev.sluice.media.probe.Film;
import dev.sluice.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TestMediaConvertRendering {
    private static final String ROLE = "arn:aws:iam::111122223333:role/media";

    @TempDir
    private Path work;

    private final Film film = Film.silent();
    private final Targets target = new Targets();

    @BeforeEach
    void aTargetThatCanBeExpressed() {
        target.maxRate = Optional.of(4_000_000L);
        film.audio.add(Film.audio(1, "ac3", 6, "fin"));
        film.audio.add(Film.audio(3, "ac3", 2, "fin"));
        target.audio = List.of(
                Targets.audio(3, "aac", 128_000, OptionalInt.empty()),
                Targets.audio(1, "aac", 384_000, OptionalInt.empty()));
    }

    private static MediaConvertRendering rendering() {
        return new MediaConvertRendering(ROLE, Optional.of("night"), Optional.of(7));
    }

    private ManifestJob job(String input, String root) {
        return ManifestJobs.job(1, 5, input, root, film, target);
    }

    private String rendered(String name) throws IOException {
        Path folder = work.resolve(name);
        Folder.make(
                folder,
                rendering(),
                List.of(job("s3a://films/a b.mkv", "s3a://out/new")).iterator());
        return Files.readString(folder.resolve("jobs/" + ManifestJobs.key(1) + ".json"));
    }

    @Test
    void aRequestIsAsCreateJobWantsIt() throws IOException {
        assertThat(rendered("r").replaceAll("\\s+", "")).isEqualTo("""
                {"ClientRequestToken":"00000000000000000000000000000001",
                 "Role":"arn:aws:iam::111122223333:role/media","Queue":"night",
                 "UserMetadata":{"job_key":"00000000000000000000000000000001","shard":"5"},
                 "Settings":{"TimecodeConfig":{"Source":"ZEROBASED"},
                  "Inputs":[{"FileInput":"s3://films/a b.mkv","TimecodeSource":"ZEROBASED",
                   "VideoSelector":{"Rotate":"AUTO"},
                   "AudioSelectors":{
                    "Stream 3":{"SelectorType":"TRACK","Tracks":[2]},
                    "Stream 1":{"SelectorType":"TRACK","Tracks":[1]}}}],
                  "OutputGroups":[{"Name":"File Group",
                   "OutputGroupSettings":{"Type":"FILE_GROUP_SETTINGS",
                    "FileGroupSettings":{"Destination":"s3://out/new/films/a b.web-00000000"}},
                   "Outputs":[{"Extension":"mp4","ContainerSettings":{"Container":"MP4"},
                    "VideoDescription":{"ScalingBehavior":"STRETCH_TO_OUTPUT","Width":1280,"Height":720,
                     "CodecSettings":{"Codec":"AV1","Av1Settings":{"BitDepth":"BIT_8","RateControlMode":"QVBR",
                      "MaxBitrate":4000000,"QvbrSettings":{"QvbrQualityLevel":7},
                      "FramerateControl":"INITIALIZE_FROM_SOURCE"}}},
                    "AudioDescriptions":[
                     {"AudioSourceName":"Stream 3","CodecSettings":{"Codec":"AAC","AacSettings":{"Bitrate":128000,
                      "CodingMode":"CODING_MODE_2_0","RateControlMode":"CBR","SampleRate":48000}}},
                     {"AudioSourceName":"Stream 1","CodecSettings":{"Codec":"AAC","AacSettings":{"Bitrate":384000,
                      "CodingMode":"CODING_MODE_5_1","RateControlMode":"CBR","SampleRate":48000}}}]}]}]}}
                """.replaceAll("\\s+", ""));
    }

    static Stream<Arguments> otherTargets() {
        return Stream.of(
                change(target -> target.encoder = "libx265", "\"Codec\" : \"H_265\"", "\"GopSize\" : 10"),
                change(
                        target -> {
                            target.encoder = "libopenh264";
                            target.quality = Optional.empty();
                            target.bitRate = Optional.of(3_000_000L);
                        },
                        "\"Codec\" : \"H_264\"",
                        "\"RateControlMode\" : \"VBR\"",
                        "\"Bitrate\" : 3000000",
                        "\"MaxBitrate\" : 4000000"),
                change(
                        target -> {
                            target.encoder = "libvpx-vp9";
                            target.quality = Optional.empty();
                            target.bitRate = Optional.of(3_000_000L);
                            target.container = "webm";
                            target.extension = "webm";
                            target.audio = List.of(Targets.audio(3, "libopus", 96_000, OptionalInt.of(2)));
                        },
                        "\"Codec\" : \"VP9\"",
                        "\"Codec\" : \"OPUS\"",
                        "\"Container\" : \"WEBM\""),
                change(target -> target.frameRate = Optional.of("30000/1001"), "\"FramerateDenominator\" : 1001"),
                change(target -> target.pixelFormat = "yuv420p10le", "\"BitDepth\" : \"BIT_10\""),
                change(
                        target -> {
                            target.deinterlace = true;
                            target.color = ColorPolicy.TONE_MAP;
                        },
                        "\"Mode\" : \"DEINTERLACE\"",
                        "\"ColorSpaceConversion\" : \"FORCE_709\""));
    }

    private static Arguments change(Consumer<Targets> change, String... words) {
        return Arguments.of(change, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("otherTargets")
    void whatCanBeExpressedIs(Consumer<Targets> change, List<String> words) throws IOException {
        change.accept(target);
        assertThat(rendered("r")).contains(words);
    }

    /** AWS's own model of the service, in Python's botocore. */
    @Tag("tools")
    @ParameterizedTest
    @MethodSource("otherTargets")
    void whatCanBeExpressedIsValidByTheModelOfTheService(Consumer<Targets> change, List<String> words)
            throws IOException {
        change.accept(target);
        assertThat(rendered("r")).contains(words);
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        """
                        import botocore.session, botocore.validate, json, sys
                        service = botocore.session.get_session().get_service_model("mediaconvert")
                        shape = service.operation_model("CreateJob").input_shape
                        report = botocore.validate.ParamValidator().validate(json.load(open(sys.argv[1])), shape)
                        print(report.generate_report(), end="")
                        """,
                        work.resolve("r/jobs/" + ManifestJobs.key(1) + ".json").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(Shell.end(python)).isEqualTo(new Shell.Result(0, ""));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(target -> target.container = "matroska", "its container is matroska"),
                refusal(target -> target.subtitles = List.of(new SubtitleTarget(2, "mov_text")), "it has subtitles"),
                refusal(target -> target.copied = List.of(4), "it has a cover or an attachment"),
                refusal(target -> target.chapters = true, "it has chapters"),
                refusal(target -> target.dropped = List.of(2), "cannot be counted"),
                refusal(target -> target.fit = Fit.CROP, "its odd size is cropped"),
                refusal(target -> target.options = Map.of("tune", "0"), "options of libsvtav1's own"),
                refusal(target -> target.display = Optional.of(Targets.DISPLAY), "mastering display"),
                refusal(target -> target.width = 9000, "its picture is 9000 x 720"),
                refusal(target -> target.encoder = "libvpx", "its video is vp8"),
                refusal(target -> target.pixelFormat = "yuva420p", "its pixel format is yuva420p"),
                refusal(target -> target.maxRate = Optional.empty(), "QVBR needs a max-rate"),
                refusal(target -> target.encoder = "libvpx-vp9", "VP9 by bit rate only"),
                refusal(
                        target -> {
                            target.quality = Optional.empty();
                            target.bitRate = Optional.of(1_000_000L);
                        },
                        "AV1 by quality only"),
                refusal(
                        target -> target.audio = List.of(Targets.audio(1, "copy", 0, OptionalInt.empty())),
                        "its audio is encoded by copy"),
                refusal(
                        target -> target.audio = List.of(Targets.audio(1, "aac", 96_000, OptionalInt.of(3))),
                        "AAC of 3 channels"),
                refusal(
                        target -> target.audio = List.of(Targets.audio(3, "libopus", 96_000, OptionalInt.empty())),
                        "Opus in mp4"));
    }

    private static Arguments refusal(Consumer<Targets> change, String words) {
        return Arguments.of(change, words);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeExpressedIsRefusedByName(Consumer<Targets> change, String words) {
        change.accept(target);
        assertThatThrownBy(() -> rendered("r"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageStartingWith("Cannot render job " + ManifestJobs.key(1) + " for mediaconvert: ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "/films/a.mkv,s3://out,it is not in S3",
        "s3://f/a.mkv,/out,it is not in S3",
        "s3://f/$dt$.mkv,s3://out,a variable"
    })
    void aNameThatTheServiceCannotTakeIsRefused(String input, String root, String words) {
        assertThatThrownBy(() -> Folder.make(
                        work.resolve("r"),
                        rendering(),
                        List.of(job(input, root)).iterator()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining(words);
    }

    @Test
    void aQualityHasNoCounterpartUnlessOneIsGiven() {
        var without = new MediaConvertRendering(ROLE, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> Folder.make(
                        work.resolve("r"),
                        without,
                        List.of(job("s3://f/a.mkv", "s3://out")).iterator()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("quality 35 is of libsvtav1's own scale");
    }

    @Test
    void whatWasSubmittedIsNotSubmittedAgain() throws IOException {
        Shell shell = new Shell(work);
        Folder.make(
                shell.folder,
                rendering(),
                List.of(job("s3://f/a.mkv", "s3://out")).iterator());
        Path programs = Files.createDirectory(work.resolve("programs"));
        Shell.program(programs.resolve("aws"), """
                #!/usr/bin/env bash
                echo "$@" >>"$CALLS"
                [[ $3 == --profile=good ]]
                """);
        Map<String, String> path = Map.of("PATH", programs + ":" + System.getenv("PATH"));
        assertThat(shell.run(path, "submit.sh", "--profile=bad").status()).isEqualTo(1);
        assertThat(shell.run(path, "submit.sh", "--profile=good").status()).isEqualTo(0);
        assertThat(shell.run(path, "submit.sh", "--profile=good").status()).isEqualTo(0);
        assertThat(Files.readAllLines(work.resolve("calls")))
                .containsExactly(
                        "mediaconvert create-job --profile=bad --cli-input-json file://jobs/" + ManifestJobs.key(1)
                                + ".json",
                        "mediaconvert create-job --profile=good --cli-input-json file://jobs/" + ManifestJobs.key(1)
                                + ".json");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new MediaConvertRendering("media", Optional.empty(), Optional.empty()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("\"media\" is no ARN");
        assertThatThrownBy(() -> new MediaConvertRendering(ROLE, Optional.empty(), Optional.of(11)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is 11; allowed is 1 to 10");
    }
}
