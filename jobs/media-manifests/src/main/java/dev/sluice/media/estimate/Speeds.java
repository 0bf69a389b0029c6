package dev.sluice.media.estimate;

import dev.sluice.media.estimate.Figures.Doubts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What encoders need, found for a question in the shipped table and in that of a calibration; the answer that is surer
 * wins. Shipped speeds are first brought to this machine by what both tables have measured. Thread-safe.
 */
final class Speeds implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<Speed> SHIPPED = SpeedTable.shipped().speeds();

    private final List<Speed> shipped;
    private final List<Speed> measured;
    private final Doubts doubts;
    /** Files are many, questions are few. */
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    /** Whose speed is wanted. */
    record Question(
            String encoder, String preset, String pixelFormat, FrameClass frameClass, String source, boolean hdr)
            implements Serializable {}

    /**
     * The answer.
     *
     * @param doubt whether the row is the right one; the surer of two rows wins
     * @param seconds that doubt, and how far files of one kind are apart
     * @param bits the same of bits a pixel
     */
    record Answer(Speed speed, Spread doubt, Spread seconds, Spread bits, List<Assumption> assumed)
            implements Serializable {}

    Speeds(List<Speed> shipped, List<Speed> measured, Doubts doubts) {
        this.shipped = List.copyOf(shipped);
        this.measured = List.copyOf(measured);
        this.doubts = doubts;
    }

    static Speeds shipped(List<Speed> measured, Doubts doubts) {
        return new Speeds(SHIPPED, measured, doubts);
    }

    Answer find(Question question) {
        return answers.computeIfAbsent(question, this::look);
    }

    private Answer look(Question question) {
        Answer known = of(shipped, question, question.encoder());
        if (known == null) {
            known = of(shipped, question, Figures.OTHER);
        }
        Answer here = of(measured, question, question.encoder());
        return here != null && here.doubt().factor() <= known.doubt().factor() ? here : known;
    }

    /** How many times slower than the shipped table this machine is: with the encoder, otherwise with all of them. */
    double slowness(String encoder) {
        double own = meanRatio(row -> row.encoder().equals(encoder));
        return Double.isNaN(own) ? slowness() : own;
    }

    /** The same with all encoders that were measured; 1 when none was. */
    double slowness() {
        double all = meanRatio(row -> true);
        return Double.isNaN(all) ? 1 : all;
    }

    private double meanRatio(Predicate<Speed> which) {
        return Math.exp(measured.stream()
                .filter(which)
                .flatMap(here -> shipped.stream()
                        .filter(here::sameSubject)
                        .map(there -> Math.log(here.secondsPerMegapixel() / there.secondsPerMegapixel())))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN));
    }

    private Answer of(List<Speed> table, Question question, String encoder) {
        List<Speed> rows = keep(table, row -> row.encoder().equals(encoder));
        List<Speed> sampled = keep(rows, row -> row.source().equals(question.source()) && row.hdr() == question.hdr());
        rows = sampled.isEmpty() ? keep(rows, Speed::synthetic) : sampled;
        if (rows.isEmpty()) {
            return null;
        }
        List<Assumption> assumed = new ArrayList<>();
        Spread doubt = origin(table, rows.get(0), encoder, assumed);
        List<Speed> alike = alike(rows, question.pixelFormat());
        if (!alike.get(0).pixelFormat().equals(question.pixelFormat()) && !encoder.equals(Figures.OTHER)) {
            assumed.add(Assumption.OTHER_PIXEL_FORMAT);
            doubt = doubt.and(new Spread(doubts.otherPixelFormat()));
        }
        int steps = alike.stream()
                .mapToInt(row -> row.frameClass().stepsTo(question.frameClass()))
                .min()
                .orElseThrow();
        if (steps > 0 && !encoder.equals(Figures.OTHER)) {
            assumed.add(Assumption.OTHER_CLASS);
            doubt = doubt.and(new Spread(doubts.otherClass()).times(steps));
        }
        List<Speed> sized = keep(alike, row -> row.frameClass().stepsTo(question.frameClass()) == steps);
        FrameClass first = sized.get(0).frameClass();
        Between between = Between.of(keep(sized, row -> row.frameClass() == first), question.preset());
        if (!between.exact() && !encoder.equals(Figures.OTHER)) {
            assumed.add(Assumption.OTHER_PRESET);
            doubt = doubt.and(new Spread(doubts.betweenPresets()))
                    .and(new Spread(doubts.beyondPresets()).times(between.stepsBeyond()));
        }
        return answer(table, between.speed(), doubt, assumed);
    }

    private Spread origin(List<Speed> table, Speed row, String encoder, List<Assumption> assumed) {
        if (table == measured) {
            return new Spread(row.synthetic() ? doubts.calibrated() : doubts.sampled());
        }
        if (encoder.equals(Figures.OTHER)) {
            assumed.add(Assumption.UNSEEN_ENCODER);
            return new Spread(doubts.unseenEncoder());
        }
        assumed.add(Assumption.NOT_CALIBRATED);
        return new Spread(Double.isNaN(meanRatio(any -> true)) ? doubts.shipped() : doubts.scaled());
    }

    private Answer answer(List<Speed> table, Speed speed, Spread doubt, List<Assumption> assumed) {
        if (speed.synthetic()) {
            assumed.add(Assumption.NOT_SAMPLED);
        }
        // The mean of n samples is as far off as one of them, divided by the root of n.
        Spread material = new Spread(Math.pow(doubts.material(), 1 / Math.sqrt(Math.max(1, speed.samples()))));
        double slowness = table == measured ? 1 : slowness(speed.encoder());
        return new Answer(
                speed.with(speed.preset(), speed.secondsPerMegapixel() * slowness, speed.bitsPerPixel()),
                doubt,
                doubt.and(new Spread(speed.secondsSpread())),
                material.and(new Spread(speed.bitsSpread())),
                List.copyOf(assumed));
    }

    /** Rows of this pixel format, otherwise of as many bits, otherwise all of the first one. */
    private static List<Speed> alike(List<Speed> rows, String pixelFormat) {
        List<Speed> same = keep(rows, row -> row.pixelFormat().equals(pixelFormat));
        if (!same.isEmpty()) {
            return same;
        }
        boolean deep = PixelFormat.of(pixelFormat).deep();
        String stand = rows.stream()
                .map(Speed::pixelFormat)
                .filter(name -> PixelFormat.of(name).deep() == deep)
                .findFirst()
                .orElse(rows.get(0).pixelFormat());
        return keep(rows, row -> row.pixelFormat().equals(stand));
    }

    private static List<Speed> keep(List<Speed> rows, Predicate<Speed> which) {
        return rows.stream().filter(which).toList();
    }
}
