package dev.sluice.logs.format.regex;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Java with names that Java's groups may not have: {@code (?<client_ip>...)}, and also
 * {@code (?P<client_ip>...)} as Python and PCRE write it. A name may stand twice, as in alternatives.
 *
 * @param pattern with unnamed groups in the place of the named ones
 * @param names of the groups by their number from 1; empty for one that had none
 */
record Groups(Pattern pattern, List<String> names) {
    private static final Pattern NAME = Pattern.compile("\\(\\?P?<([A-Za-z_][A-Za-z0-9_]*)>");

    Groups {
        names = List.copyOf(names);
    }

    /** @throws Fault SETTINGS when it is no regular expression, or has a reference to a name */
    static Groups of(String regex) {
        StringBuilder plain = new StringBuilder();
        List<String> names = new ArrayList<>();
        var name = NAME.matcher(regex);
        int inClass = 0;
        for (int i = 0; i < regex.length(); ) {
            char at = regex.charAt(i);
            int end = i + 1;
            if (at == '\\') {
                end = regex.startsWith("\\Q", i) ? quoteEnd(regex, i) : Math.min(i + 2, regex.length());
            } else if (at == '[') {
                inClass++;
                // A bracket that comes first in a class stands for itself.
                end += regex.startsWith("^", end) ? 1 : 0;
                end += regex.startsWith("]", end) ? 1 : 0;
            } else if (at == ']' && inClass > 0) {
                inClass--;
            } else if (at == '(' && inClass == 0) {
                if (name.region(i, regex.length()).lookingAt()) {
                    names.add(name.group(1));
                    plain.append('(');
                    i = name.end();
                    continue;
                }
                if (!regex.startsWith("(?", i)) {
                    names.add("");
                }
            }
            plain.append(regex, i, end);
            i = end;
        }
        return new Groups(compiled(plain.toString(), regex), names);
    }

    private static int quoteEnd(String regex, int from) {
        int end = regex.indexOf("\\E", from);
        return end < 0 ? regex.length() : end + 2;
    }

    private static Pattern compiled(String plain, String regex) {
        try {
            // A line ends at LF and nowhere else, so a dot takes what Unicode would end it with.
            return Pattern.compile(plain, Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw cannot(regex, e.getDescription() + " near index " + e.getIndex());
        }
    }

    static Fault cannot(String regex, String why) {
        return new Fault(Code.SETTINGS, "Cannot use regular expression: " + regex + " (" + why + ")");
    }
}
