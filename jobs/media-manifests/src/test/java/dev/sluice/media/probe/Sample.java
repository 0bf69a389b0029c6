package dev.sluice.media.probe;

import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A second of test pattern in each container and codec that the bundled ffmpeg can write; made once, below target. */
public enum Sample {
    H264_AAC_MP4("mp4", "-c:v libopenh264 -c:a aac -metadata:s:a language=fin -metadata title=Tämä"),
    H264_FAST_START_MP4("mp4", "-c:v libopenh264 -c:a aac -movflags +faststart"),
    H264_FRAGMENTED_MP4("mp4", "-c:v libopenh264 -c:a aac -movflags +frag_keyframe+empty_moov -g 10"),
    H264_ENCRYPTED_MP4(
            "mp4",
            "-c:v libopenh264 -c:a aac -encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff"
                    + " -encryption_kid 112233445566778899aabbccddeeff00"),
    MPEG4_AAC_MOV("mov", "-c:v mpeg4 -c:a aac -timecode 01:00:00:00"),
    PRORES_PCM_MOV("mov", "-c:v prores_ks -profile:v 2 -c:a pcm_s24le -color_primaries bt709 -colorspace bt709"),
    PRORES_ALPHA_MOV("mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -an"),
    AV1_PQ_MKV(
            "mkv",
            "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084"
                    + " -colorspace bt2020nc -color_range tv -c:a libopus"),
    AV1_PQ_MP4(
            "mp4",
            "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084"
                    + " -colorspace bt2020nc -color_range tv -an"),
    VP9_ALPHA_WEBM("webm", "-c:v libvpx-vp9 -cpu-used 8 -pix_fmt yuva420p -c:a libopus"),
    VP8_VORBIS_WEBM("webm", "-c:v libvpx -cpu-used 8 -c:a vorbis -strict -2 -ac 2"),
    FFV1_FLAC_MKV("mkv", "-c:v ffv1 -c:a flac -vf setfield=tff,fps=25 -field_order tt -disposition:a default+forced"),
    MPEG2_INTERLACED_TS("ts", "-c:v mpeg2video -flags +ildct+ilme -top 1 -c:a mp2"),
    H264_TWO_PROGRAMS_TS(
            "ts",
            "-c:v libopenh264 -c:a aac -program title=one:program_num=1:st=0 -program title=two:program_num=2:st=1"),
    MPEG1_MP2_MPG("mpg", "-c:v mpeg1video -c:a mp2 -f mpeg"),
    MPEG4_MP3_AVI("avi", "-c:v mpeg4 -c:a libmp3lame"),
    MJPEG_PCM_AVI("avi", "-c:v mjpeg -c:a pcm_s16le -pix_fmt yuvj422p"),
    FLV1_MP3_FLV("flv", "-c:v flv -c:a libmp3lame"),
    WMV2_WMA_ASF("wmv", "-c:v wmv2 -c:a wmav2 -f asf"),
    MPEG2_PCM_MXF("mxf", "-c:v mpeg2video -c:a pcm_s16le -ar 48000 -r 25"),
    H263_AMR_3GP("3gp", "-c:v h263 -s 176x144 -c:a libopencore_amrnb -ar 8000 -b:a 12.2k"),
    DNXHD_MXF("mxf", "-c:v dnxhd -s 1280x720 -b:v 60M -pix_fmt yuv422p -r 25 -an -t 0.2"),
    MPEG4_NUT("nut", "-c:v mpeg4 -c:a flac"),
    AV1_IVF("ivf", "-c:v libsvtav1 -preset 12 -an"),
    RAW_MPEG2("m2v", "-c:v mpeg2video -an"),
    GIF("gif", "-c:v gif -an -r 10"),
    VARIABLE_RATE_MP4("mp4", "-vf select='lt(n\\,5)+not(mod(n\\,7))' -fps_mode vfr -c:v mpeg4 -an"),
    OPUS_OGG("ogg", "-vn -c:a libopus"),
    MP3("mp3", "-vn -c:a libmp3lame"),
    FLAC("flac", "-vn -c:a flac -sample_fmt s32"),
    WAV("wav", "-vn -c:a pcm_s24le"),
    AAC("aac", "-vn -c:a aac");

    private static final Path FOLDER = Path.of("target", "media-samples").toAbsolutePath();
    private static final Programs FFMPEG = Programs.bundled();

    private final String extension;
    private final String options;

    Sample(String extension, String options) {
        this.extension = extension;
        this.options = options;
    }

    /** The file, made now if it is not there. */
    public Path file() {
        List<String> arguments =
                new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=size=192x128:rate=25:duration=1"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1"));
        arguments.addAll(Arrays.asList(options.split(" ")));
        return made(name().toLowerCase(Locale.ROOT) + "." + extension, arguments);
    }

    /** A file that ffmpeg makes of these arguments, once. */
    static Path made(String name, List<String> arguments) {
        Path file = FOLDER.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path fresh = Files.createDirectories(FOLDER)
                    .resolve("fresh-" + ProcessHandle.current().pid() + "-" + name);
            List<String> all = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
            all.addAll(arguments);
            all.addAll(List.of("-threads", "1", fresh.toString()));
            run(FFMPEG.encode(all));
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ffprobe says of a file, as JSON; asked once. */
    static String ffprobe(Path file) {
        Path answer = FOLDER.resolve(file.getFileName() + ".json");
        try {
            if (!Files.exists(answer)) {
                List<String> all = List.of(
                        "-v",
                        "error",
                        "-show_format",
                        "-show_streams",
                        "-show_programs",
                        "-of",
                        "json",
                        file.toString());
                Files.writeString(answer, run(FFMPEG.inspect(all)));
            }
            return Files.readString(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(ProcessBuilder builder) throws IOException {
        Process process =
                builder.redirectError(FOLDER.resolve("errors.txt").toFile()).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(builder.command() + ": " + Files.readString(FOLDER.resolve("errors.txt")));
        }
        return said;
    }
}
