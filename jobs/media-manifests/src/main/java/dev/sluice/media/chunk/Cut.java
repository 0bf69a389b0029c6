package dev.sluice.media.chunk;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a film is cut. All frames of its output stand on a grid of equal steps, and a piece has those from one point of the
 * grid to another; so no frame is in two pieces, and none in no piece. Times count from where ffmpeg begins to count in an
 * encode of the whole.
 */
public record Cut(
        @Doc("sluice-cut/1") String schema,
        @Doc("steps of the grid a second, as a fraction") String rate,

        @Doc("where ffmpeg begins to count, by the file's own times")
        long startUs,

        @Doc("the first point of the grid, from there") long originUs,

        @Doc("dispositions of the video, such as default+forced; 0 for none")
        String disposition,

        @Doc("in their order") List<Piece> pieces) {
    /** The version of the format: a reader refuses any other. */
    public static final String SCHEMA = "sluice-cut/1";

    public Cut {
        pieces = List.copyOf(pieces);
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("schema is " + schema + "; known is " + SCHEMA);
        }
        if (pieces.size() < 2 || !rate.matches("[1-9][0-9]{0,9}/[1-9][0-9]{0,9}")) {
            throw new IllegalArgumentException("a cut has pieces on a grid: " + pieces.size() + ", " + rate);
        }
    }

    /** One piece. */
    public record Piece(
            @Doc("from 1") int number,

            @Doc("key frame at which reading begins, by the file's own times; none for the beginning")
            Optional<Long> seekUs,

            @Doc("its first point of the grid") long first,

            @Doc("the first point that it does not have; none of the last piece")
            Optional<Long> end,

            @Doc("its frames; none where they cannot be known before")
            Optional<Long> frames,

            @Doc("length of its video") long lengthUs) {}

    private long numerator() {
        return Long.parseLong(rate.substring(0, rate.indexOf('/')));
    }

    private long denominator() {
        return Long.parseLong(rate.substring(rate.indexOf('/') + 1));
    }

    /** The step of the grid, as a fraction of a second. */
    String step() {
        return denominator() + "/" + numerator();
    }

    /** Seconds of a point, such as 12.345678. */
    String at(long point) {
        return text(originUs / 1e6 + seconds(point));
    }

    /** Half a step before a point, where no frame stands. */
    String before(long point) {
        return text(originUs / 1e6 + seconds(point) - seconds(1) / 2);
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

    /** Where an encode of the whole puts the first frame: on the nearest point of a grid that begins with its count. */
    String begin() {
        return text(seconds(Math.round(originUs / 1e6 * numerator() / denominator())));
    }

    /** Seconds from the first point to another. */
    double seconds(long point) {
        return (double) point * denominator() / numerator();
    }
}
