package dev.sluice.logs;

import dev.sluice.extract.PathGlob;
import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * One format in several zones: a file's place decides. All have the same columns and read lines alike, so whatever is
 * asked of the format is asked of one of them.
 *
 * @param otherwise where no place matches
 * @param places the first that matches holds
 */
record ByPlace(LineFormat otherwise, List<Place> places) implements LineFormat {
    private static final long serialVersionUID = 1;

    ByPlace {
        places = List.copyOf(places);
    }

    /**
     * @param glob a {@link PathGlob}
     * @param format of the files there
     */
    record Place(String glob, LineFormat format) implements Serializable {}

    @Override
    public StructType columns() {
        return otherwise.columns();
    }

    @Override
    public boolean inOrder() {
        return otherwise.inOrder();
    }

    @Override
    public int lookAhead() {
        return otherwise.lookAhead();
    }

    @Override
    public boolean multiLine() {
        return otherwise.multiLine();
    }

    @Override
    public boolean joined() {
        return otherwise.joined();
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new Parser(this, wanted);
    }

    private static final class Parser implements LineParser {
        private final List<PathGlob> globs;
        private final List<LineParser> parsers = new ArrayList<>();
        private LineParser current;

        Parser(ByPlace format, StructType wanted) {
            globs = format.places().stream()
                    .map(place -> PathGlob.of("path", place.glob()))
                    .toList();
            format.places().forEach(place -> parsers.add(place.format().parser(wanted)));
            parsers.add(format.otherwise().parser(wanted));
            current = parsers.get(globs.size());
        }

        @Override
        public void at(String place) {
            int first = 0;
            while (first < globs.size() && !globs.get(first).matches(place)) {
                first++;
            }
            current = parsers.get(first);
        }

        @Override
        public void lookAt(byte[] beginning) {
            current.lookAt(beginning);
        }

        @Override
        public String detected() {
            return current.detected();
        }

        @Override
        public String remark() {
            return current.remark();
        }

        @Override
        public void begin(LastWritten file) {
            current.begin(file);
        }

        @Override
        public boolean continues(byte[] line, int from, int to) {
            return current.continues(line, from, to);
        }

        @Override
        public Optional<Joints> joints() {
            return current.joints();
        }

        @Override
        public Optional<YearlessLines> yearless() {
            return current.yearless();
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            current.parse(line, from, to, out);
        }
    }
}
