package dev.sluice.media.estimate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of one of FFmpeg's pixel formats tells of its size in memory; the names are those of libavutil's
 * pixdesc.c. A name that is not understood counts as three samples a pixel.
 *
 * @param samples samples a pixel, such as 1.5 for 4:2:0
 * @param depth bits a sample
 */
record PixelFormat(double samples, int depth) {
    private static final int BYTE = 8;
    private static final Pattern DEEP = Pattern.compile("(?:p|gray|p0|p2|p4)(9|10|12|14|16)(?:le|be)$");

    static PixelFormat of(String name) {
        Matcher deep = DEEP.matcher(name);
        int depth = deep.find() ? Integer.parseInt(deep.group(1)) : BYTE;
        return new PixelFormat(samples(name), depth);
    }

    private static double samples(String name) {
        if (name.startsWith("gray")) {
            return 1;
        }
        double alpha = name.startsWith("yuva") || name.startsWith("gbrap") ? 1 : 0;
        if (name.contains("420") || name.startsWith("nv12") || name.startsWith("nv21") || name.startsWith("p01")) {
            return 1.5 + alpha;
        }
        if (name.contains("422") || name.startsWith("nv16") || name.startsWith("p21")) {
            return 2 + alpha;
        }
        if (name.contains("411")) {
            return 1.5 + alpha;
        }
        return 3 + alpha;
    }

    boolean deep() {
        return depth > BYTE;
    }

    /** Bytes of a frame. */
    double frameBytes(int width, int height) {
        return (double) width * height * samples * (deep() ? 2 : 1);
    }
}
