package dev.sluice.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.LIBAVCODEC_VERSION_MAJOR;
import static org.bytedeco.ffmpeg.global.avformat.LIBAVFORMAT_VERSION_MAJOR;
import static org.bytedeco.ffmpeg.global.avutil.LIBAVUTIL_VERSION_MAJOR;
import static org.bytedeco.ffmpeg.global.swresample.LIBSWRESAMPLE_VERSION_MAJOR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The libraries that tell what is in a file, for a JVM to load itself: JavaCPP would look at its annotations and into the
 * jars first, which takes longer than all else that a process of a few files does.
 */
public final class NativeLibraries {
    /** JavaCPP's own, which lies in its own jar. */
    static final String JAVACPP = "libjnijavacpp.so";

    /** Those by which Java calls the others. */
    static final Set<String> CALLED = Set.of("libjniavutil.so", "libjniavcodec.so", "libjniavformat.so");

    /** Each after those that it needs, for they do not look beside themselves. The first three are not on each platform. */
    private static final List<String> ORDER = List.of(
            "libdrm.so.2",
            "libva.so.2",
            "libva-drm.so.2",
            "libavutil.so." + LIBAVUTIL_VERSION_MAJOR,
            "libswresample.so." + LIBSWRESAMPLE_VERSION_MAJOR,
            "libavcodec.so." + LIBAVCODEC_VERSION_MAJOR,
            "libavformat.so." + LIBAVFORMAT_VERSION_MAJOR,
            JAVACPP,
            "libjniavutil.so",
            "libjniavcodec.so",
            "libjniavformat.so");

    private NativeLibraries() {}

    /**
     * Unpacks them, once on a machine.
     *
     * @return in the order in which they are to be loaded
     * @throws dev.sluice.fault.Fault SETTINGS when the jars for this platform are not on the class path, CANNOT_WRITE
     */
    public static List<Path> unpacked() {
        Path folder = Bundled.folder();
        return ORDER.stream().map(folder::resolve).filter(Files::exists).toList();
    }
}
