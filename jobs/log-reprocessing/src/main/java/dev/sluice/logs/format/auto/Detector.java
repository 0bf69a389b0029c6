package dev.sluice.logs.format.auto;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.util.List;

/**
 * Reads a file's first lines in every format and takes the one that reads most of them; of equals, the one that was
 * named first. Not thread-safe.
 */
final class Detector {
    private final List<Candidate> candidates;
    private final LineParser[] parsers;
    private final Columns[] columns;

    Detector(List<Candidate> candidates) {
        this.candidates = candidates;
        this.parsers = new LineParser[candidates.size()];
        this.columns = new Columns[candidates.size()];
        for (int i = 0; i < parsers.length; i++) {
            var all = candidates.get(i).format().columns();
            parsers[i] = candidates.get(i).format().parser(all);
            columns[i] = new Columns(all, 1);
        }
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

    private double share(Sample sample, int candidate) {
        LineParser parser = parsers[candidate];
        boolean multiLine = candidates.get(candidate).format().multiLine();
        Columns row = columns[candidate];
        parser.begin(AutoFormat.UNDATED);
        double good = 0;
        for (int line = 0; line < sample.lines(); ) {
            int next = multiLine ? sample.eventEnd(line, parser) : line + 1;
            row.reset();
            row.clear(sample.from(line));
            parser.parse(sample.bytes(), sample.from(line), sample.to(next - 1), row);
            if (row.isHeader() || !row.rejected()) {
                good += (next - line) * (row.hasProblem() ? 0.5 : 1);
            }
            line = next;
        }
        return sample.lines() == 0 ? 0 : good / sample.lines();
    }
}
