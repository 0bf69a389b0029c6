package dev.sluice.logs.format.regex;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Events of several lines in a format that has none by itself: a rule tells where they begin, or how they go on. */
public final class EventFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final LineFormat format;
    private final EventRule rule;

    private EventFormat(LineFormat format, EventRule rule) {
        this.format = format;
        this.rule = rule;
    }

    /** An event begins with a line in which the expression is found, and has all lines up to the next such. */
    public static EventFormat beginning(LineFormat format, String rule) {
        return new EventFormat(format, new EventRule.Expression(Groups.of(rule).pattern(), true));
    }

    /**
     * A line goes on with the event before it where the rule says so.
     *
     * @param rule java, python, dotnet, go or sql, see {@link Continuation}; else an expression that is found in such lines
     */
    public static EventFormat continued(LineFormat format, String rule) {
        return new EventFormat(
                format,
                Continuation.named(rule)
                        .map(EventRule.class::cast)
                        .orElseGet(
                                () -> new EventRule.Expression(Groups.of(rule).pattern(), false)));
    }

    /**
     * Looks at a rule.
     *
     * @throws dev.sluice.fault.Fault SETTINGS when it is no regular expression
     */
    public static void check(String rule) {
        Groups.of(rule);
    }

    @Override
    public StructType columns() {
        return format.columns();
    }

    @Override
    public boolean inOrder() {
        return format.inOrder();
    }

    @Override
    public boolean multiLine() {
        return true;
    }

    @Override
    public int lookAhead() {
        return format.lookAhead();
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new Parser(format.parser(wanted), rule.test());
    }

    private static final class Parser implements LineParser {
        private final LineParser parser;
        private final EventRule.LineTest test;

        Parser(LineParser parser, EventRule.LineTest test) {
            this.parser = parser;
            this.test = test;
        }

        @Override
        public void lookAt(byte[] beginning) {
            parser.lookAt(beginning);
        }

        @Override
        public String detected() {
            return parser.detected();
        }

        @Override
        public String remark() {
            return parser.remark();
        }

        @Override
        public void begin(LastWritten file) {
            parser.begin(file);
        }

        @Override
        public boolean continues(byte[] line, int from, int to) {
            return test.continues(line, from, to);
        }

        @Override
        public Optional<YearlessLines> yearless() {
            return parser.yearless();
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            parser.parse(line, from, to, out);
        }
    }
}
