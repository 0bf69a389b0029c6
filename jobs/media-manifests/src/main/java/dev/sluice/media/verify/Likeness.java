package dev.sluice.media.verify;

import dev.sluice.media.ffmpeg.Supervised;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How like two rows of frames are, window by window: XPSNR (Helmrich and others, "XPSNR: A low-complexity extension of the
 * perceptually weighted peak signal-to-noise ratio", ICASSP 2020), and SSIM (Wang and others, 2004)
 * over all planes, as FFmpeg's filters tell them of each frame; VMAF over all windows.
 */
final class Likeness {
    /** Equal frames. */
    private static final double MOST_DECIBELS = 100;

    private static final Pattern XPSNR = Pattern.compile("XPSNR [a-z]: *(-?inf|nan|-?[0-9.]+)");
    private static final Pattern SSIM = Pattern.compile("^n:\\d+ .*All:(-?[0-9.]+|nan)");
    private static final Pattern VMAF = Pattern.compile("VMAF score: *([0-9.]+)");

    /** By frame and plane. */
    private final List<List<Double>> decibels = new ArrayList<>();

    private final List<Double> ssim = new ArrayList<>();

    /** Takes a line of the run's standard output. */
    void line(String line) {
        Matcher similar = SSIM.matcher(line);
        if (similar.find()) {
            ssim.add(number(similar.group(1)));
            return;
        }
        Matcher planes = XPSNR.matcher(line);
        List<Double> frame = new ArrayList<>();
        while (line.startsWith("n:") && planes.find()) {
            frame.add(Math.min(MOST_DECIBELS, number(planes.group(1))));
        }
        if (!frame.isEmpty()) {
            decibels.add(frame);
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> MOST_DECIBELS;
            case "-inf", "nan" -> -MOST_DECIBELS;
            default -> Double.parseDouble(text);
        };
    }

    /** Whether so many frames were compared: XPSNR goes on to the end of the longer row, SSIM to that of the shorter. */
    boolean complete(int frames) {
        return decibels.size() == frames && ssim.size() == frames;
    }

    /** How many frames there were in the shorter and in the longer row. */
    String frames() {
        return ssim.size() + " and " + decibels.size();
    }

    /**
     * Of the worst window. Planes are weighed 4:1:1 as those who made the measure do; one plane by itself says little of
     * quality, because its scale depends on how busy that plane is. Needs as many frames as the windows have.
     */
    double xpsnr(List<Window> windows) {
        List<Double> planes = planes(windows);
        if (planes.size() < 3) {
            return planes.get(0);
        }
        return (4 * planes.get(0) + planes.get(1) + planes.get(2)) / 6;
    }

    /** Of the plane and the window that are worst: colours that are gone show here alone. */
    double worstPlane(List<Window> windows) {
        return planes(windows).stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Of each plane the worst window, by its mean error. */
    private List<Double> planes(List<Window> windows) {
        return IntStream.range(0, decibels.get(0).size())
                .mapToObj(plane -> decibels.stream()
                        .map(frame -> Math.pow(10, -frame.get(plane) / 10))
                        .toList())
                .map(errors -> -10 * Math.log10(worst(errors, windows, Comparator.reverseOrder())))
                .toList();
    }

    /** Of the worst window, the mean of its frames. */
    double ssim(List<Window> windows) {
        return worst(ssim, windows, Comparator.naturalOrder());
    }

    private static double worst(List<Double> values, List<Window> windows, Comparator<Double> order) {
        List<Double> means = new ArrayList<>();
        int first = 0;
        for (Window window : windows) {
            List<Double> part = values.subList(first, first + window.frames());
            means.add(DoubleStream.of(part.stream().mapToDouble(value -> value).toArray())
                    .average()
                    .orElseThrow());
            first += window.frames();
        }
        return means.stream().min(order).orElseThrow();
    }

    /** What libvmaf says at the end of its run. */
    static Optional<Double> vmaf(Supervised.Ended ended) {
        Matcher told = VMAF.matcher(ended.log());
        return told.find() ? Optional.of(Double.parseDouble(told.group(1))) : Optional.empty();
    }
}
