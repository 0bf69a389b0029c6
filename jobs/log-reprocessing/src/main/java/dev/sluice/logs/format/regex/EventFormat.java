package dev.sluice.logs.format.regex;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/** Events of several lines in a format that has none by itself: a rule tells where they begin, or how they go on. */
public final class EventFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final LineFormat format;
    private final Pattern rule;
    private final boolean begins;

    private EventFormat(LineFormat format, String rule, boolean begins) {
        this.format = format;
        this.rule = Groups.of(rule).pattern();
        this.begins = begins;
    }

    /** An event begins with a line in which the expression is found, and has all lines up to the next such. */
    public static EventFormat beginning(LineFormat format, String rule) {
        return new EventFormat(format, rule, true);
    }

    /** A line in which the expression is found goes on with the event before it. */
    public static EventFormat continued(LineFormat format, String rule) {
        return new EventFormat(format, rule, false);
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
        return new Parser(format.parser(wanted), rule, begins);
    }

    private static final class Parser implements LineParser {
        private final LineParser parser;
        private final boolean begins;
        private final LineText text = new LineText();
        private final Matcher matcher;

        Parser(LineParser parser, Pattern rule, boolean begins) {
            this.parser = parser;
            this.begins = begins;
            this.matcher = rule.matcher(text);
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
            text.set(line, from, to);
            try {
                return matcher.reset().find() != begins;
            } catch (LineText.Spent | StackOverflowError e) {
                // Then the line is one of its own, which the format may reject.
                return false;
            }
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            parser.parse(line, from, to, out);
        }
    }
}
