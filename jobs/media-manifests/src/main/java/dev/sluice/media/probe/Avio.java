package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * FFmpeg's way to the bytes of the file at hand, and to no others. One for the life of a process: JavaCPP has few places
 * for callbacks. Not thread-safe.
 */
final class Avio {
    private static final int BUFFER = 16 << 10;
    private static final int EIO = -5;
    private static final int EINVAL = -22;
    private static final int EACCES = -13;

    private final Reading reading = new Reading();
    private final Seeking seeking = new Seeking();
    private final Refusing refusing = new Refusing();
    private RemoteBytes file;
    private long position;

    /** A context over a file, from its first byte; to be given back to {@link #free}. */
    AVIOContext open(RemoteBytes bytes) {
        file = bytes;
        position = 0;
        BytePointer buffer = new BytePointer(av_malloc(BUFFER));
        return avio_alloc_context(buffer, BUFFER, 0, null, reading, null, seeking);
    }

    /** Makes a demuxer that asks for another file or address get none. */
    void refuseOthers(AVFormatContext context) {
        context.io_open(refusing);
    }

    static void free(AVIOContext context) {
        av_free(context.buffer());
        avio_context_free(context);
    }

    private int read(BytePointer into, int count) {
        try {
            ByteBuffer some = file.read(position, count);
            int got = some.remaining();
            if (got == 0) {
                return AVERROR_EOF();
            }
            into.put(some.array(), some.arrayOffset() + some.position(), got);
            position += got;
            return got;
        } catch (IOException e) {
            return EIO;
        }
    }

    private long seek(long offset, int whence) {
        // 0 is SEEK_SET, 1 SEEK_CUR and 2 SEEK_END of the C library.
        return switch (whence & ~AVSEEK_FORCE) {
            case AVSEEK_SIZE -> file.length();
            case 0 -> moveTo(offset);
            case 1 -> moveTo(position + offset);
            case 2 -> moveTo(file.length() + offset);
            default -> EINVAL;
        };
    }

    private long moveTo(long target) {
        if (target < 0) {
            return EINVAL;
        }
        position = target;
        return target;
    }

    private final class Reading extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer none, BytePointer into, int count) {
            return read(into, count);
        }
    }

    private final class Seeking extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer none, long offset, int whence) {
            return seek(offset, whence);
        }
    }

    private static final class Refusing
            extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        @Override
        @SuppressWarnings("rawtypes") // as JavaCPP has it
        public int call(
                AVFormatContext context, PointerPointer into, BytePointer url, int flags, PointerPointer options) {
            return EACCES;
        }
    }
}
