package dev.sluice.logs.format.auto;

import dev.sluice.logs.bytes.Joined;
import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.naming.NamedFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a file's first lines in every format and takes the one that reads most of them; of equals, the one that was
 * named first. A line counts half when one of its fields could not be read, and not at all when that is its time. Not
 * thread-safe.
 */
public final class Detector {
    private final List<Candidate> candidates;
    private final LineParser[] parsers;
    private final Columns[] columns;
    private final int[] clocks;

    /** Bytes of a file's beginning that are looked at. */
    public static final int BYTES = 1 << 16;

    /** @param candidates the more exact ones first */
    public Detector(List<Candidate> candidates) {
        this.candidates = candidates;
        this.parsers = new LineParser[candidates.size()];
        this.columns = new Columns[candidates.size()];
        this.clocks = new int[candidates.size()];
        for (int i = 0; i < parsers.length; i++) {
            LineFormat format = NamedFormat.without(candidates.get(i).format());
            StructType all = format.columns();
            parsers[i] = format.parser(all);
            columns[i] = new Columns(all, 1);
            clocks[i] = Columns.slot(all, "ts");
        }
    }

    /**
     * Reads the first lines in every format.
     *
     * @param beginning {@value #BYTES} uncompressed bytes, fewer only where the file has no more
     */
    public Detection detect(byte[] beginning) {
        return detect(new Sample(beginning, beginning.length < BYTES));
    }

    Detection detect(Sample sample) {
        int best = -1;
        int next = -1;
        double[] shares = new double[parsers.length];
        for (int i = 0; i < parsers.length; i++) {
            shares[i] = share(sample, i);
            if (shares[i] > 0 && (best < 0 || shares[i] > shares[best])) {
                next = best;
                best = i;
            } else if (shares[i] > 0 && (next < 0 || shares[i] > shares[next])) {
                next = i;
            }
        }
        if (best < 0) {
            return new Detection(-1, "", 0, "", 0);
        }
        return new Detection(
                shares[best] <= Detection.LEAST ? -1 : best,
                candidates.get(best).name(),
                shares[best],
                next < 0 ? "" : candidates.get(next).name(),
                next < 0 ? 0 : shares[next]);
    }

    /** @param clock the column ts, or -1 in a format that has none */
    private static double worth(Columns row, int clock) {
        if (row.isHeader()) {
            return 1;
        }
        if (row.rejected()) {
            return 0;
        }
        if (!row.hasProblem()) {
            return 1;
        }
        return clock >= 0 && row.column(clock).isNullAt(0) ? 0 : 0.5;
    }

    /** The share of events that {@link Joints} tell: the lines of the sample are without blank ones, which may count. */
    private double joined(Sample sample, Joints joints, int candidate) {
        Joined events = new Joined(Lines.of(sample.bytes()), joints, Detector.BYTES, Detector.BYTES);
        Columns row = columns[candidate];
        double good = 0;
        long all = 0;
        try {
            while (events.next()) {
                boolean cut = !sample.whole() && !(events.ended() && events.terminated());
                if (!events.blank() && !(cut && all > 0)) {
                    row.reset();
                    row.clear(events.from());
                    parsers[candidate].parse(events.buffer(), events.from(), events.to(), row);
                    good += events.count() * worth(row, clocks[candidate]);
                    all += events.count();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read bytes that are there", e);
        }
        return all == 0 ? 0 : good / all;
    }

    private double share(Sample sample, int candidate) {
        LineParser parser = parsers[candidate];
        boolean multiLine = candidates.get(candidate).format().multiLine();
        Columns row = columns[candidate];
        parser.begin(AutoFormat.UNDATED);
        Optional<Joints> joints = parser.joints();
        if (joints.isPresent()) {
            return joined(sample, joints.get(), candidate);
        }
        double good = 0;
        for (int line = 0; line < sample.lines(); ) {
            int next = multiLine ? sample.eventEnd(line, parser) : line + 1;
            row.reset();
            row.clear(sample.from(line));
            parser.parse(sample.bytes(), sample.from(line), sample.to(next - 1), row);
            good += (next - line) * worth(row, clocks[candidate]);
            line = next;
        }
        return sample.lines() == 0 ? 0 : good / sample.lines();
    }
}
