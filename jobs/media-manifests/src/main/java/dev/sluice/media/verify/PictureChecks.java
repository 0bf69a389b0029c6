package dev.sluice.media.verify;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.MasteringDisplay;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Whether the picture has the size, shape, samples and colours that were promised. */
final class PictureChecks {
    private static final String UNKNOWN = "unknown";

    /** What a picture must not claim to be when the input does not. */
    private static final Set<String> WIDE = Set.of("bt2020", "bt2020nc", "bt2020c", "smpte2084", "arib-std-b67");

    /** Matroska tells a shape by two whole numbers of lines. */
    private static final double SAME_SHAPE = 0.01;

    /** What containers round chromaticities and luminances to. */
    private static final double SAME_LIGHT = 0.002;

    private final VideoTarget target;
    private final VideoStream input;
    private final VideoStream made;
    private final List<Check> checks = new ArrayList<>();

    private PictureChecks(VideoTarget target, Pair.Streams<VideoStream> video) {
        this.target = target;
        this.input = video.input();
        this.made = video.output();
    }

    /**
     * All of them.
     *
     * @param ofFrames whether the output's first frame has static metadata of HDR
     */
    static List<Check> of(VideoTarget target, Pair.Streams<VideoStream> video, boolean ofFrames) {
        PictureChecks picture = new PictureChecks(target, video);
        picture.size();
        picture.same("pixel-format", picture.pixels(), target.pixelFormat(), Defect.PIXEL_FORMAT);
        picture.colors();
        picture.light(ofFrames);
        return picture.checks;
    }

    private void same(String name, String value, String wanted, Defect otherwise) {
        checks.add(Check.of(name, value.equals(wanted), value, wanted, otherwise));
    }

    private void size() {
        String size = number(made.width()) + " x " + number(made.height());
        same("size", size, target.width() + " x " + target.height(), Defect.PICTURE_SIZE);
        same("rotation", String.valueOf(made.rotation()), "0", Defect.PICTURE_SIZE);
        double wanted = shape();
        double shape = ratio(made.sampleAspect());
        checks.add(Check.of(
                "sample-aspect",
                Math.abs(shape / wanted - 1) <= SAME_SHAPE,
                rounded(shape),
                rounded(wanted) + " (1 % more or less)",
                Defect.PICTURE_SIZE));
    }

    private static String number(Optional<Integer> number) {
        return number.map(String::valueOf).orElse(UNKNOWN);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Scaling keeps the shape of the picture, so that of its samples changes with the sides. */
    private double shape() {
        boolean turned = input.rotation() % 180 != 0;
        double own = ratio(input.sampleAspect());
        double seen = turned ? 1 / own : own;
        if (target.fit() != Fit.SCALE) {
            return seen;
        }
        double width = (turned ? input.height() : input.width()).orElse(target.width());
        double height = (turned ? input.width() : input.height()).orElse(target.height());
        return seen * (width / height) * target.height() / target.width();
    }

    /** What is not told is square. */
    private static double ratio(Optional<String> aspect) {
        return aspect.map(text -> text.split(":", 2))
                .map(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]))
                .orElse(1.0);
    }

    /** FFmpeg's old names of full range are formats of their own; the range is looked at by itself. */
    private String pixels() {
        return made.pixelFormat().map(name -> name.replaceFirst("^yuvj", "yuv")).orElse(UNKNOWN);
    }

    private void colors() {
        // A stream of VP8 has no room for primaries and transfer.
        boolean room = !made.codec().equals("vp8");
        if (room) {
            color("primaries", made.colorPrimaries(), target.colorPrimaries());
            color("transfer", made.colorTransfer(), target.colorTransfer());
        }
        boolean rgb = input.colorMatrix().equals(Optional.of("gbr"));
        color("matrix", made.colorMatrix(), rgb ? Optional.of("bt709") : target.colorMatrix());
        Optional<String> range = rgb ? Optional.of("tv") : target.colorRange();
        same("range", made.colorRange().orElse("tv"), range.orElse("tv"), Defect.COLOR);
    }

    private void color(String name, Optional<String> value, Optional<String> wanted) {
        String found = value.orElse(UNKNOWN);
        if (wanted.isPresent()) {
            same(name, found, wanted.get(), Defect.COLOR);
        } else {
            checks.add(Check.of(name, !WIDE.contains(found), found, "as unknown as the input's", Defect.COLOR));
        }
    }

    private void light(boolean ofFrames) {
        if (target.color() == ColorPolicy.TONE_MAP) {
            boolean there = ofFrames
                    || made.masteringDisplay().isPresent()
                    || made.maxContentLight().isPresent()
                    || made.maxAverageLight().isPresent();
            same("hdr-metadata", there ? "there" : "gone", "gone", Defect.HDR_METADATA);
            return;
        }
        target.masteringDisplay().ifPresent(wanted -> {
            boolean holds =
                    made.masteringDisplay().filter(found -> same(found, wanted)).isPresent();
            String value = made.masteringDisplay().map(PictureChecks::text).orElse("missing");
            checks.add(Check.of("mastering-display", holds, value, text(wanted), Defect.HDR_METADATA));
        });
        target.maxContentLight()
                .ifPresent(wanted ->
                        same("max-content-light", number(made.maxContentLight()), wanted + "", Defect.HDR_METADATA));
        target.maxAverageLight()
                .ifPresent(wanted ->
                        same("max-average-light", number(made.maxAverageLight()), wanted + "", Defect.HDR_METADATA));
    }

    private static boolean same(MasteringDisplay one, MasteringDisplay other) {
        double[] left = numbers(one);
        double[] right = numbers(other);
        for (int i = 0; i < left.length; i++) {
            if (Math.abs(left[i] - right[i]) > SAME_LIGHT * Math.max(1, right[i])) {
                return false;
            }
        }
        return true;
    }

    private static double[] numbers(MasteringDisplay display) {
        return new double[] {
            display.redX(),
            display.redY(),
            display.greenX(),
            display.greenY(),
            display.blueX(),
            display.blueY(),
            display.whiteX(),
            display.whiteY(),
            display.minLuminance(),
            display.maxLuminance()
        };
    }

    private static String text(MasteringDisplay display) {
        return DoubleStream.of(numbers(display))
                .mapToObj(PictureChecks::rounded)
                .reduce((left, right) -> left + " " + right)
                .orElseThrow();
    }
}
