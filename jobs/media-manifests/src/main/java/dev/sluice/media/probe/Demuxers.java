package dev.sluice.media.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which of FFmpeg's demuxers may open a file. A list of what is allowed, so that one that FFmpeg adds is not used
 * before someone looked at it; {@code ffmpeg -demuxers} tells all names. Not all of these keep to one file, but what they
 * open beside it they do not get ({@link Avio#refuseOthers}).
 */
final class Demuxers {
    private static final Set<String> VIDEO =
            words("apng asf asf_o av1 avi avs avs2 avs3 bink cavsvideo dhav dirac dnxhd"
                    + " dv evc film_cpk flic flv gif gxf h261 h263 h264 hevc ivf ivr kux live_flv lxf m4v matroska mgsts"
                    + " mjpeg mjpeg_2000 mlv moflex mov mpeg mpegts mpegvideo mv mxf nsv nut nuv obu ogg pmp pva r3d rl2 rm roq"
                    + " smk smush swf thp ty vc1 vc1test vivo vvc webm wtv xmv yuv4mpegpipe yop 4xm");
    private static final Set<String> AUDIO =
            words("aac aax ac3 ac4 aea aiff amr amrnb amrwb apc ape aptx au bit caf dsf"
                    + " dts dtshd eac3 flac iff iamf lc3 loas mca mlp mp3 mpc mpc8 oma qcp sox spdif tak truehd tta voc w64 wav"
                    + " wsd wv xwma");
    private static final Set<String> NAMES_OTHERS =
            words("concat dash hls image2 image2pipe imf lavfi" + " rtp rtsp sap sdp vobsub webm_dash_manifest");

    /** RFC 8216, section 4.3.1.1. */
    private static final String PLAYLIST = "#EXTM3U";

    private Demuxers() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ", -1)));
    }

    /**
     * Refuses what libavformat takes for a playlist only where the file's name says so, too.
     *
     * @throws Unfit REFUSED
     */
    static void checkBeginning(ByteBuffer beginning) throws Unfit {
        byte[] first = new byte[Math.min(PLAYLIST.length(), beginning.remaining())];
        beginning.get(first);
        if (new String(first, StandardCharsets.ISO_8859_1).equals(PLAYLIST)) {
            throw new Unfit(Refusal.REFUSED, "names other files to open (m3u8), which is not done");
        }
    }

    /**
     * Lets a file pass or not.
     *
     * @param names of the demuxer, such as mov,mp4,m4a
     * @throws Unfit REFUSED for one that opens other files, NOT_MEDIA for what is neither video nor audio
     */
    static void check(String names) throws Unfit {
        List<String> each = Arrays.asList(names.split(",", -1));
        if (each.stream().anyMatch(NAMES_OTHERS::contains)) {
            throw new Unfit(Refusal.REFUSED, "names other files to open (" + names + "), which is not done");
        }
        if (each.stream().noneMatch(name -> VIDEO.contains(name) || AUDIO.contains(name))) {
            throw new Unfit(Refusal.NOT_MEDIA, "is neither video nor audio, but " + names);
        }
    }
}
