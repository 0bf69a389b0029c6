package dev.sluice.media.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where reading a film begins so that frames from some moment on are whole. Options of an input; times stay those of the
 * file, with {@code -copyts}. Nothing relies on where it lands, as long as that is a key frame before.
 */
public final class Seek {
    /** Filters such as a deinterlacer look at the frames around. */
    private static final long AROUND_US = 200_000;

    /** Without an index FFmpeg lands somewhere near, which must be before the key frame. */
    private static final long ROUGH_US = 700_000;

    /** What lies so near to the beginning is read from there. */
    private static final long NEAR_US = 1_000_000;

    private Seek() {}

    /** Options that stand before the input; none where it is read from its beginning. */
    static List<String> before(Film film, Clock clock, long us) {
        Optional<Long> key = key(clock, us);
        if (key.isEmpty()) {
            return List.of();
        }
        return to(film.probe().container(), key.get());
    }

    /**
     * Options that lead to a key frame or to one before it.
     *
     * @param container by the name of FFmpeg's demuxer
     * @param keyUs when the key frame is shown, by the file's own times
     */
    public static List<String> to(String container, long keyUs) {
        boolean indexed = container.contains("mp4") || container.contains("matroska");
        double to = (keyUs + (indexed ? 1000 : -ROUGH_US)) / 1e6;
        String seconds = String.format(Locale.ROOT, "%.6f", to);
        return List.of("-noaccurate_seek", "-seek_timestamp", "1", "-ss", seconds);
    }

    /** The key frame from which decoding begins. */
    static Optional<Long> key(Clock clock, long us) {
        return Arrays.stream(clock.timeline().keys())
                .filter(key -> key <= us - AROUND_US && key - clock.zeroUs() > NEAR_US && key > ROUGH_US)
                .boxed()
                .reduce((earlier, later) -> later);
    }
}
