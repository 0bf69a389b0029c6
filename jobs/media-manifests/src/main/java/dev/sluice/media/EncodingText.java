package dev.sluice.media;

import dev.sluice.media.encode.Running;
import dev.sluice.run.ReportText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Encodes under way, for a progress line. */
final class EncodingText {
    private EncodingText() {}

    /**
     * Such as "2 encoding, 3 min of 12 min, 1.4x"; empty where there are none. Of a job in pieces, the pieces are encodes,
     * and its length is its own.
     */
    static Optional<String> of(List<Running> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        long whole = all.stream()
                .filter(one -> one.piece() == 0)
                .mapToLong(Running::durationUs)
                .sum();
        long done = all.stream().mapToLong(Running::doneUs).sum();
        List<Running> encoding = all.stream().filter(one -> !one.inPieces()).toList();
        // One that is joined and judged has no encode any more.
        String text = "%,d encoding".formatted(Math.max(1, encoding.size()));
        if (whole > 0) {
            text += ", %s of %s".formatted(time(done), time(whole));
        }
        double speed = encoding.stream().mapToDouble(EncodingText::speed).sum();
        return Optional.of(speed > 0 ? text + ", %.1fx".formatted(speed) : text);
    }

    private static String time(long us) {
        return ReportText.duration(Duration.of(us, ChronoUnit.MICROS));
    }

    /** Seconds of media a second. */
    private static double speed(Running one) {
        long passed = ChronoUnit.MICROS.between(one.since(), Instant.now());
        return passed <= 0 ? 0 : (double) one.doneUs() / passed;
    }
}
