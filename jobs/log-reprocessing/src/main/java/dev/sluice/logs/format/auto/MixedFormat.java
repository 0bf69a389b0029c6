package dev.sluice.logs.format.auto;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * Each line in the first format that takes it. The column {@code _format} STRING says which; then come the columns of
 * all of them. A line that none takes is a reject with the first format's reason.
 */
public final class MixedFormat implements SeveralFormats {
    private static final long serialVersionUID = 1L;

    private final List<Candidate> candidates;
    private final StructType columns;

    /** @param candidates in the order in which they are tried */
    public MixedFormat(List<Candidate> candidates) {
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
    public LineParser parser(StructType wanted) {
        return new Parser(candidates, wanted);
    }

    private static final class Parser implements LineParser {
        private final LineParser[] parsers;
        private final boolean[] multiLine;
        private final byte[][] names;
        private final int formatSlot;
        private final Columns trial;

        Parser(List<Candidate> candidates, StructType wanted) {
            this.parsers = new LineParser[candidates.size()];
            this.multiLine = new boolean[candidates.size()];
            this.names = new byte[candidates.size()][];
            this.formatSlot = Columns.slot(wanted, Union.FORMAT);
            this.trial = new Columns(wanted, 1);
            for (int i = 0; i < parsers.length; i++) {
                LineFormat format = candidates.get(i).format();
                parsers[i] = format.parser(wanted);
                multiLine[i] = format.multiLine();
                names[i] = candidates.get(i).name().getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        public void begin(LastWritten file) {
            for (LineParser parser : parsers) {
                parser.begin(file);
            }
        }

        /** A line goes on with the one before it where it begins an event in none of the formats. */
        @Override
        public boolean continues(byte[] line, int from, int to) {
            for (int i = 0; i < parsers.length; i++) {
                if (multiLine[i] ? !parsers[i].continues(line, from, to) : takes(parsers[i], line, from, to)) {
                    return false;
                }
            }
            return true;
        }

        private boolean takes(LineParser parser, byte[] line, int from, int to) {
            trial.reset();
            trial.clear(from);
            parser.parse(line, from, to, trial);
            return !trial.rejected();
        }

        @Override
        public Optional<YearlessLines> yearless() {
            return Stream.of(parsers)
                    .flatMap(parser -> parser.yearless().stream())
                    .findFirst();
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            String code = "";
            String message = "";
            for (int i = 0; i < parsers.length; i++) {
                out.clear(from);
                parsers[i].parse(line, from, to, out);
                if (!out.rejected()) {
                    out.text(formatSlot, names[i], 0, names[i].length);
                    return;
                }
                code = i == 0 ? out.rejectCode() : code;
                message = i == 0 ? out.rejectMessage() : message;
            }
            out.clear(from);
            out.reject(code, message);
        }
    }
}
