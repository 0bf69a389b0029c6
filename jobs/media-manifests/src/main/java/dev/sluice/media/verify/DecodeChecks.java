package dev.sluice.media.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether all of an output can be decoded, to as many frames as its input has, which move where those move. */
final class DecodeChecks {
    private final Runs runs;
    private final Pair pair;
    private final Clock given;
    private final Policy policy;

    DecodeChecks(Runs runs, Pair pair, Clock given, Policy policy) {
        this.runs = runs;
        this.pair = pair;
        this.given = given;
        this.policy = policy;
    }

    List<Check> of(Decoding decoding, Clock made, Scratch scratch) throws CannotCheck {
        List<Check> checks = new ArrayList<>();
        int copied = decoding.errors() == 0 ? 0 : Decoding.errorsOfCopies(runs, pair);
        checks.add(Check.of(
                "decode-errors",
                decoding.errors() <= copied,
                String.valueOf(decoding.errors()),
                copied + " at most",
                Defect.DECODE_ERRORS));
        if (!pair.video().isEmpty()) {
            checks.add(frames(decoding.frames()));
            places(made).ifPresent(checks::add);
            checks.add(new Stills(runs, pair, given, made).check(decoding.stills(), scratch));
        }
        return checks;
    }

    /** Where every frame counts and none is made or dropped: each in its place, or nearer to it than to the next. */
    private Optional<Check> places(Clock made) {
        long[] in = given.shown();
        long[] out = made.shown();
        boolean asked = policy.frames() == 0
                && pair.target().video().orElseThrow().frameRate().isEmpty()
                && in.length == out.length
                && in.length > 1;
        if (!asked) {
            return Optional.empty();
        }
        long most = 0;
        for (int i = 0; i < in.length; i++) {
            most = Math.max(most, Math.abs((out[i] - out[0]) - (in[i] - in[0])));
        }
        long half = (in[in.length - 1] - in[0]) / (in.length - 1) / 2;
        return Optional.of(Check.of(
                "frame-places",
                most <= half,
                TimeChecks.seconds(most) + " beside the input's",
                TimeChecks.seconds(half) + " at most",
                Defect.FRAMES));
    }

    private Check frames(long found) throws CannotCheck {
        Optional<String> rate = pair.target().video().orElseThrow().frameRate();
        long wanted = rate.map(Windows::rate)
                .map(each -> Math.round(given.lengthUs() / 1e6 * each))
                .orElse((long) given.shown().length);
        if (Math.abs(found - wanted) > policy.frames()) {
            // Fields in packets of their own, and what cannot be decoded, make a difference that is the input's own.
            wanted = Decoding.framesOfInput(
                    runs, pair, pair.video().get(0).input().index(), rate);
        }
        return Check.of(
                "frames",
                Math.abs(found - wanted) <= policy.frames(),
                String.valueOf(found),
                wanted + " (" + policy.frames() + " more or less)",
                Defect.FRAMES);
    }
}
