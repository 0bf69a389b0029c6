package dev.sluice.logs.format.regex;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines go on with the event before them. Immutable; what it makes is for one thread. */
interface EventRule extends Serializable {
    /** Tells by a line alone whether it goes on. */
    interface LineTest {
        boolean continues(byte[] line, int from, int to);
    }

    /** The rule, for the lines of one thread. */
    LineTest test();

    /** By an expression: lines in which it is found begin an event, or else go on with one. */
    record Expression(Pattern pattern, boolean begins) implements EventRule {
        @Override
        public LineTest test() {
            LineText text = new LineText();
            Matcher matcher = pattern.matcher(text);
            return (line, from, to) -> {
                text.set(line, from, to);
                try {
                    return matcher.reset().find() != begins;
                } catch (LineText.Spent | StackOverflowError e) {
                    // Then the line is one of its own, which the format may reject.
                    return false;
                }
            };
        }
    }
}
