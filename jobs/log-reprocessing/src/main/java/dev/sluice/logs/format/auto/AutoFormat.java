package dev.sluice.logs.format.auto;

import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Each file in the format that reads most of its first lines. The column {@code _format} STRING says which; then come
 * the columns of all candidates. The lines of a file that no candidate fits are rejects, UNKNOWN_FORMAT.
 */
public final class AutoFormat implements SeveralFormats {
    /** The column that says which format a line has. */
    public static final String COLUMN = Union.FORMAT;

    private static final long serialVersionUID = 1L;

    /** For a look at lines whose times do not count. */
    static final LastWritten UNDATED = new LastWritten(0, LastWritten.By.MTIME);

    private final List<Candidate> candidates;
    private final StructType columns;

    /** @param candidates the more exact ones first */
    public AutoFormat(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
        this.columns = Union.of(candidates);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public List<Candidate> candidates() {
        return candidates;
    }

    @Override
    public int lookAhead() {
        return Detector.BYTES;
    }

    @Override
    public boolean joined() {
        return candidates.stream().anyMatch(candidate -> candidate.format().joined());
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new Parser(candidates, wanted);
    }

    private static final class Parser implements LineParser {
        private final List<Candidate> candidates;
        private final StructType wanted;
        private final int formatSlot;
        private final Detector detector;
        private final Map<Integer, LineParser> parsers = new HashMap<>();
        private Detection found;
        private LineParser parser;
        private boolean multiLine;
        private byte[] name;

        Parser(List<Candidate> candidates, StructType wanted) {
            this.candidates = candidates;
            this.wanted = wanted;
            this.formatSlot = Columns.slot(wanted, Union.FORMAT);
            this.detector = new Detector(candidates);
        }

        @Override
        public void lookAt(byte[] beginning) {
            found = detector.detect(beginning);
            if (found.known()) {
                Candidate candidate = candidates.get(found.format());
                parser = parsers.computeIfAbsent(
                        found.format(), any -> candidate.format().parser(wanted));
                multiLine = candidate.format().multiLine();
                name = candidate.name().getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        public String detected() {
            return found.known() ? found.best() : "";
        }

        @Override
        public String remark() {
            return found.toString();
        }

        @Override
        public void begin(LastWritten file) {
            if (found.known()) {
                parser.begin(file);
            }
        }

        @Override
        public boolean continues(byte[] line, int from, int to) {
            return found.known() && multiLine && parser.continues(line, from, to);
        }

        @Override
        public Optional<YearlessLines> yearless() {
            return found.known() ? parser.yearless() : Optional.empty();
        }

        @Override
        public Optional<Joints> joints() {
            return found.known() ? parser.joints() : Optional.empty();
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            if (!found.known()) {
                out.reject("UNKNOWN_FORMAT", "the file has no format that was looked for: " + found);
                return;
            }
            out.text(formatSlot, name, 0, name.length);
            parser.parse(line, from, to, out);
        }
    }
}
