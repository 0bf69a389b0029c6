package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a profile to a file that the bundled ffmpeg made, and what ffprobe says of it. */
class TestEncodes extends Encoding {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mp4      | libsvtav1, preset = 11, quality = 50                        | aac        | av1  | aac
            matroska | libsvtav1, preset = 11, bit-rate = 300k                     | libopus    | av1  | opus
            mp4      | libsvtav1, preset = 11, quality = 50, max-rate = 400k       | libopus    | av1  | opus
            mp4      | libaom-av1, preset = 8, quality = 50                        | libmp3lame | av1  | mp3
            webm     | libvpx-vp9, preset = 8, quality = 50, max-rate = 400k       | libopus    | vp9  | opus
            webm     | libvpx, preset = 8, quality = 50                            | libopus    | vp8  | opus
            mov      | libopenh264, bit-rate = 300k, max-rate = 400k               | ac3        | h264 | ac3
            """)
    void everyEncoderMakesWhatItIsTold(String container, String encoder, String sound, String codec, String audio) {
        String tags = ",setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv";
        Path input = sample("in.mkv", PICTURE + tags + SOUND + H264 + " -c:a flac");
        Path output = encode(
                input,
                "container = " + container + ", video { encoder = " + encoder
                        + ", max-height = 120 }, audio { encoder = " + sound + ", bit-rate-per-channel = 64k }");
        JsonNode streams = Ffmpeg.inspect(output).get("streams");
        assertThat(streams).hasSize(2);
        assertThat(texts(streams.get(0), "codec_name", "width", "height", "pix_fmt", "color_range", "color_space"))
                .containsExactly(codec, "160", "120", "yuv420p", "tv", "bt709");
        if (!codec.equals("vp8")) {
            assertThat(texts(streams.get(0), "color_primaries", "color_transfer"))
                    .containsExactly("bt709", "bt709");
        }
        assertThat(texts(streams.get(1), "codec_name", "channels")).containsExactly(audio, "2");
        assertThat(Ffmpeg.packets(output)).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource({"crop,320,240", "pad,322,242"})
    void anOddSizeBecomesEven(String how, String width, String height) {
        Path input = sample("in.mkv", "-f lavfi -i testsrc=s=321x241:d=0.2,format=yuv420p -c:v ffv1");
        assertThat(texts(Ffmpeg.inspect(input).at("/streams/0"), "width", "height"))
                .containsExactly("321", "241");
        assertThat(texts(
                        video(input, "container = mp4, video { " + AV1 + ", odd-size = " + how + " }"),
                        "width",
                        "height"))
                .containsExactly(width, height);
    }

    @Test
    void aTurnedPictureIsTurnedForGood() {
        Path straight = sample("straight.mp4", PICTURE + H264);
        Path input = sample("in.mp4", "-display_rotation 90 -i file:" + straight + " -c copy");
        JsonNode video = video(input, "container = mp4, video { " + AV1 + ", max-height = 160 }");
        assertThat(texts(video, "width", "height")).containsExactly("120", "160");
        assertThat(video.has("side_data_list")).isFalse();
    }

    @Test
    void unevenFramesKeepTheirTimes() {
        Path input = sample(
                "in.mkv",
                "-f lavfi -i testsrc2=s=160x120:r=10:d=3,setpts=PTS+random(1)*0.08/TB -fps_mode passthrough"
                        + " -enc_time_base 1/1000" + H264);
        Path output = encode(input, "container = mp4, video { " + AV1 + " }");
        assertThat(times(output)).hasSameSizeAs(times(input)).hasSize(30);
        for (int i = 0; i < 30; i++) {
            assertThat(times(output).get(i) - times(output).get(0))
                    .isCloseTo(times(input).get(i) - times(input).get(0), within(0.002));
        }
    }

    private static List<Double> times(Path file) {
        return StreamSupport.stream(Ffmpeg.packets(file).spliterator(), false)
                .map(packet -> packet.get("pts_time").asDouble())
                .sorted()
                .toList();
    }

    @Test
    void framesAreDroppedAndKeyFramesSet() {
        Path input = sample("in.mkv", "-f lavfi -i testsrc2=s=160x120:r=25:d=6" + H264);
        Path output =
                encode(input, "container = mp4, video { " + AV1 + ", max-frame-rate = 10, key-frame-seconds = 2 }");
        assertThat(Ffmpeg.inspect(output).at("/streams/0/avg_frame_rate").textValue())
                .isEqualTo("10/1");
        assertThat(StreamSupport.stream(Ffmpeg.packets(output).spliterator(), false)
                        .filter(packet -> packet.get("flags").textValue().startsWith("K"))
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void fieldsBecomePictures() {
        Path input = sample("in.mkv", PICTURE + ",setfield=tff,format=yuv420p -c:v ffv1 -field_order tt");
        assertThat(Ffmpeg.firstFrame(input).get("interlaced_frame").intValue()).isEqualTo(1);
        Path output = encode(input, "container = mp4, video { " + AV1 + ", interlaced = deinterlace }");
        assertThat(Ffmpeg.firstFrame(output).get("interlaced_frame").intValue()).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"libopus,5.1", "aac,5.1"})
    void surroundOfFilmsIsTaken(String encoder, String layout) {
        Path input = sample(
                "in.mkv", PICTURE + " -f lavfi -i aevalsrc=0.1|0.2|0|0|0.1|0.1:d=1:c=5.1(side)" + H264 + " -c:a ac3");
        Path output = encode(
                input,
                "container = mp4, video { " + AV1 + " }, audio { encoder = " + encoder
                        + ", bit-rate-per-channel = 32k }");
        assertThat(texts(Ffmpeg.inspect(output).at("/streams/1"), "channels", "channel_layout"))
                .containsExactly("6", layout);
    }

    @Test
    void aPlaylistInPlaceOfTheFilmIsNotFollowed() throws IOException {
        Path film = sample("film.mkv", PICTURE + H264);
        List<String> command = command(film, "container = mp4, video { " + AV1 + " }");
        Path list = Files.writeString(folder.resolve("list.mkv"), "ffconcat version 1.0\nfile film.mkv\n");
        Path output = folder.resolve("out.mp4");
        assertThat(Ffmpeg.encode(command, list, output)).isNotEqualTo(0);
        assertThat(output).doesNotExist();
        assertThat(Ffmpeg.encode(command, film, output)).isEqualTo(0);
    }

    @Test
    void whatCannotBeDecodedIsNoSuccess() throws IOException {
        Path film = sample("film.mkv", "-f lavfi -i testsrc2=s=160x120:r=25:d=2 -c:v mjpeg");
        List<String> command = command(film, "container = mp4, video { " + AV1 + " }");
        byte[] bytes = Files.readAllBytes(film);
        for (int at = bytes.length / 4; at < bytes.length / 2; at += 40) {
            bytes[at] ^= 0x55;
        }
        Path damaged = Files.write(folder.resolve("damaged.mkv"), bytes);
        assertThat(Ffmpeg.encode(command, damaged, folder.resolve("out.mp4"))).isNotEqualTo(0);
    }

    private Path everything() throws IOException {
        Path title = Files.writeString(folder.resolve("s.srt"), "1\n00:00:00,100 --> 00:00:00,900\nHello\n");
        Path chapters = Files.writeString(folder.resolve("c.txt"), """
                ;FFMETADATA1
                title=T
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=500
                title=one
                [CHAPTER]
                TIMEBASE=1/1000
                START=500
                END=1000
                title=two
                """);
        Path cover = sample("c.jpg", "-f lavfi -i color=red:s=64x64 -frames:v 1 -update 1 -f image2");
        Path font = Files.write(folder.resolve("f.ttf"), new byte[3000]);
        return sample(
                "in.mkv",
                PICTURE + SOUND + " -f srt -i " + title + " -i " + chapters + " -map 0 -map 1 -map 1 -map 2"
                        + " -map_chapters 3 -map_metadata 3" + H264
                        + " -c:a flac -c:s copy -disposition:v:0 default -disposition:a:0 default -metadata:s:a:0 language=eng -metadata:s:a:1 language=fin -disposition:a:1 comment"
                        + " -metadata:s:s:0 language=swe -disposition:s:0 forced -attach " + cover
                        + " -metadata:s:t:0 mimetype=image/jpeg -metadata:s:t:0 filename=c.jpg -attach " + font
                        + " -metadata:s:t:1 mimetype=application/x-truetype-font -metadata:s:t:1 filename=f.ttf");
    }

    @Test
    void everyOtherStreamComesAlong() throws IOException {
        Path input = everything();
        JsonNode mp4 = Ffmpeg.inspect(encode(
                input,
                "container = mp4, video { " + AV1 + " }, attachments = drop"
                        + ", audio { encoder = aac, bit-rate-per-channel = 64k }"));
        assertThat(streams(mp4))
                .containsExactly(
                        "av1 default",
                        "aac eng default",
                        "aac fin comment",
                        "mov_text swe default forced",
                        "bin_data",
                        "mjpeg attached_pic");
        assertThat(mp4.at("/chapters/1/tags/title").textValue()).isEqualTo("two");
        assertThat(mp4.at("/format/tags/title").textValue()).isEqualTo("T");
        JsonNode mkv = Ffmpeg.inspect(encode(input, "container = matroska, video { " + AV1 + " }, pictures = drop"));
        assertThat(streams(mkv))
                .containsExactly("av1 default", "flac eng default", "flac fin comment", "subrip swe forced", "ttf");
        assertThat(mkv.at("/chapters/0/tags/title").textValue()).isEqualTo("one");
    }

    private static List<String> streams(JsonNode file) {
        return StreamSupport.stream(file.get("streams").spliterator(), false)
                .map(stream -> {
                    StringJoiner text =
                            new StringJoiner(" ").add(stream.path("codec_name").asText());
                    String language = stream.at("/tags/language").asText("und");
                    if (List.of("eng", "fin", "swe").contains(language)
                            && !text.toString().equals("bin_data")) {
                        text.add(language);
                    }
                    stream.get("disposition").properties().forEach(one -> {
                        if (one.getValue().intValue() == 1) {
                            text.add(one.getKey());
                        }
                    });
                    return text.toString();
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'-i;$(id)`id`.mkv'", "'a\"b''c*?[d]\nü😀%d.mkv'", "'pipe:1'", "'{output}'"})
    void aNameIsANameAndNothingElse(String name) {
        Path input = sample(name, PICTURE + H264 + " -f matroska");
        Path output = folder.resolve("out-" + name);
        assertThat(Ffmpeg.encode(command(input, "container = mp4, video { " + AV1 + " }"), input, output))
                .isEqualTo(0);
        assertThat(Ffmpeg.inspect(output).at("/streams/0/codec_name").textValue())
                .isEqualTo("av1");
    }
}
