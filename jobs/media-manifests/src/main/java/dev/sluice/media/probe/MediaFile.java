package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_SCORE_RETRY;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_buffer2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A file that libavformat has opened. Not thread-safe. */
final class MediaFile implements AutoCloseable {
    /** As much as FFmpeg's own programs look at, to tell a container and then its streams. */
    private static final int MOST_TO_TELL = 1 << 20;

    private static final long MOST_TO_ANALYZE = 5_000_000;
    private static final int MOST_STREAMS = 512;

    /** 16384 x 8192. A frame of more is not decoded. */
    private static final String MOST_PIXELS = "134217728";

    private final AVIOContext input;
    private final AVFormatContext context;

    private MediaFile(AVIOContext input, AVFormatContext context) {
        this.input = input;
        this.context = context;
    }

    /**
     * Opens a file by its content: its name is not known here.
     *
     * @throws Unfit REFUSED, NOT_MEDIA, DAMAGED or PROBE_LIMIT
     */
    static MediaFile open(Avio avio, RemoteBytes bytes, long limit) throws Unfit {
        Demuxers.checkBeginning(bytes.beginning());
        AVIOContext input = avio.open(bytes);
        try {
            AVInputFormat format = tell(input);
            Demuxers.check(format.name().getString());
            AVFormatContext context = avformat_alloc_context();
            context.pb(input);
            context.max_streams(MOST_STREAMS);
            context.probesize(Math.min(MOST_TO_ANALYZE, limit));
            avio.refuseOthers(context);
            return new MediaFile(input, begin(context, format));
        } catch (Unfit e) {
            Avio.free(input);
            throw e;
        }
    }

    private static AVInputFormat tell(AVIOContext input) throws Unfit {
        try (PointerPointer<AVInputFormat> found = new PointerPointer<>(1);
                BytePointer name = new BytePointer("")) {
            int score = av_probe_input_buffer2(input, found.put(0, (AVInputFormat) null), name, null, 0, MOST_TO_TELL);
            if (score < 0) {
                throw new Unfit(Refusal.NOT_MEDIA, "begins as no known kind of video or audio does");
            }
            AVInputFormat format = found.get(AVInputFormat.class, 0);
            if (score <= AVPROBE_SCORE_RETRY) {
                String names = format.name().getString();
                Demuxers.check(names);
                throw new Unfit(Refusal.NOT_MEDIA, "might be " + names + ", but only by chance");
            }
            return format;
        }
    }

    private static AVFormatContext begin(AVFormatContext context, AVInputFormat format) throws Unfit {
        AVDictionary options = new AVDictionary(null);
        // A list that no name is in: a demuxer can open nothing beside the input that it was given.
        av_dict_set(options, "protocol_whitelist", "none", 0);
        // As FFmpeg's own programs do: a transport stream's programmes are all looked for.
        av_dict_set(options, "scan_all_pmts", "1", 0);
        try (BytePointer name = new BytePointer("")) {
            int status = avformat_open_input(context, name, format, options);
            if (status < 0) {
                throw new Unfit(
                        Refusal.DAMAGED,
                        "begins as " + format.name().getString() + " does, but its header makes no sense: "
                                + Words.ofError(status));
            }
            return context;
        } finally {
            av_dict_free(options);
        }
    }

    AVFormatContext context() {
        return context;
    }

    /** Reads the first packets of the streams, and the last for the length; decodes what tells a stream's parameters. */
    void lookDeeper() {
        int streams = context.nb_streams();
        try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams))) {
            for (int i = 0; i < streams; i++) {
                AVDictionary one = new AVDictionary(null);
                av_dict_set(one, "max_pixels", MOST_PIXELS, 0);
                options.put(i, one);
            }
            // A negative status means that a stream stayed unknown: what is missing is empty in the probe.
            avformat_find_stream_info(context, options);
            for (int i = 0; i < streams; i++) {
                AVDictionary left = options.get(AVDictionary.class, i);
                if (left != null) {
                    av_dict_free(left);
                }
            }
        }
    }

    @Override
    public void close() {
        avformat_close_input(context);
        Avio.free(input);
    }
}
