package dev.sluice.logs.format.error;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;

/** Compiles an ErrorLogFormat to parts that httpd prints as a whole or not at all. */
final class ErrorLanguage {
    private static final String ALWAYS = "tlPM";

    private final String format;
    private final List<ErrorPart> parts = new ArrayList<>();
    private List<Object> tokens = new ArrayList<>();
    private StringBuilder text = new StringBuilder();

    private ErrorLanguage(String format) {
        this.format = format;
    }

    /**
     * The parts, in their order. A blank begins one and is in it; {@code "% "} begins one without a blank.
     *
     * @throws Fault SETTINGS when the format cannot be read back
     */
    static List<ErrorPart> parts(String format) {
        ErrorLanguage language = new ErrorLanguage(format);
        language.compile();
        return language.parts;
    }

    private void compile() {
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            if (c == '\\' && at + 1 < format.length()) {
                text.append(format.charAt(at + 1));
                at += 2;
            } else if (c == ' ' || format.startsWith("% ", at)) {
                endPart();
                text.append(c == ' ' ? " " : "");
                at += c == ' ' ? 1 : 2;
            } else if (c == '%') {
                at = item(at + 1);
            } else {
                text.append(c);
                at++;
            }
        }
        endPart();
        check();
    }

    private int item(int from) {
        int at = from;
        while (at < format.length() && "-+0123456789".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        boolean printed = format.substring(from, at).matches(".*[-+].*");
        int close = format.startsWith("{", at) ? format.indexOf('}', at) : at - 1;
        if (close < at - 1 || close + 1 >= format.length()) {
            throw cannot("a % that no letter follows");
        }
        String argument = close < at ? "" : format.substring(at + 1, close);
        char letter = format.charAt(close + 1);
        if (letter == '%') {
            text.append('%');
        } else if (Item.LETTERS.indexOf(letter) < 0) {
            throw cannot("%" + letter);
        } else {
            if (!tokens.isEmpty() && text.isEmpty()) {
                throw cannot("two directives with nothing between them, which cannot be told apart");
            }
            endText();
            tokens.add(new Item(letter, argument, printed || ALWAYS.indexOf(letter) >= 0));
        }
        return close + 2;
    }

    private void endText() {
        tokens.add(text.toString());
        text = new StringBuilder();
    }

    private void endPart() {
        endText();
        if (tokens.size() > 1 || !tokens.get(0).equals("")) {
            parts.add(new ErrorPart(tokens));
        }
        tokens = new ArrayList<>();
    }

    private void check() {
        long messages = parts.stream().filter(part -> part.has('M')).count();
        if (messages != 1) {
            throw cannot("not one %M");
        }
        boolean timed = false;
        boolean behind = false;
        for (ErrorPart part : parts) {
            if (part.has('t') && part.ends('t')) {
                throw cannot("a %t that no text ends: write [%t]");
            }
            if (part.has('M') && !(part.ends('M') && part.items().size() == 1)) {
                throw cannot("something beside %M that no blank parts from it");
            }
            if (behind && part.prefix().isBlank()) {
                throw cannot("a directive behind %M that no text begins");
            }
            timed |= part.has('t') && !behind;
            behind |= part.has('M');
        }
        if (!timed) {
            throw cannot("no %t before %M");
        }
    }

    private Fault cannot(String what) {
        return new Fault(
                Code.SETTINGS,
                "Cannot use log format: " + format + " has " + what
                        + " (allowed are the directives of Apache's ErrorLogFormat that docs/logs.md lists)");
    }
}
