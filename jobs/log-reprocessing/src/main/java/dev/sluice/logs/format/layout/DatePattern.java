package dev.sluice.logs.format.layout;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pattern of SimpleDateFormat or DateTimeFormatter, or a name that Log4j has for one, as steps. Letters: y u M L d D
 * H k h K m s S n a E z Z X x V, text in quotes and other characters. Months and days are English or those of a
 * locale, AM and PM are English. A fraction
 * has three letters or more; one or two mean different things to the two classes.
 *
 * @param steps letters with their counts; text has the letter ' and a byte of it as count
 */
record DatePattern(List<Step> steps) {
    /** Log4j's names, log4j 1 and Logback writing a blank where log4j 2 writes T in ISO8601. */
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("DEFAULT_MICROS", "yyyy-MM-dd HH:mm:ss,SSSSSS"),
            Map.entry("DEFAULT_NANOS", "yyyy-MM-dd HH:mm:ss,SSSSSSSSS"),
            Map.entry("DEFAULT_PERIOD", "yyyy-MM-dd HH:mm:ss.SSS"),
            Map.entry("ISO8601_BASIC", "yyyyMMdd'T'HHmmss,SSS"),
            Map.entry("ISO8601_BASIC_PERIOD", "yyyyMMdd'T'HHmmss.SSS"),
            Map.entry("ISO8601_OFFSET_DATE_TIME_HH", "yyyy-MM-dd'T'HH:mm:ss,SSSX"),
            Map.entry("ABSOLUTE", "HH:mm:ss,SSS"),
            Map.entry("ABSOLUTE_MICROS", "HH:mm:ss,SSSSSS"),
            Map.entry("ABSOLUTE_NANOS", "HH:mm:ss,SSSSSSSSS"),
            Map.entry("ABSOLUTE_PERIOD", "HH:mm:ss.SSS"),
            Map.entry("DATE", "dd MMM yyyy HH:mm:ss,SSS"),
            Map.entry("DATE_PERIOD", "dd MMM yyyy HH:mm:ss.SSS"),
            Map.entry("COMPACT", "yyyyMMddHHmmssSSS"),
            Map.entry("US_MONTH_DAY_YEAR4_TIME", "dd/MM/yyyy HH:mm:ss.SSS"),
            Map.entry("US_MONTH_DAY_YEAR2_TIME", "dd/MM/yy HH:mm:ss.SSS"));

    private static final String LETTERS = "yuMLdDHkhKmsSnaEzZXxV";

    /** A letter and how often it stands there. */
    record Step(char letter, int count) {}

    /** The names that {@link IsoDate} reads. */
    static boolean iso(String pattern) {
        return pattern.equals("DEFAULT") || (pattern.startsWith("ISO8601") && !NAMES.containsKey(pattern));
    }

    /**
     * Compiles a pattern.
     *
     * @throws Fault SETTINGS when it has a letter that is none of the above, or a date without its year
     */
    static DatePattern of(String pattern) {
        if (pattern.equals("UNIX") || pattern.equals("UNIX_MILLIS")) {
            return new DatePattern(List.of(new Step(pattern.equals("UNIX") ? '1' : '3', 1)));
        }
        String text = NAMES.getOrDefault(pattern, pattern);
        List<Step> steps = new ArrayList<>();
        boolean quoted = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int run = run(text, i);
            if (c == '\'') {
                for (int pair = run / 2; pair > 0; pair--) {
                    steps.add(new Step('\'', '\''));
                }
                quoted ^= run % 2 == 1;
            } else if (quoted || !isLetter(c)) {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    steps.add(new Step('\'', b));
                }
                run = 1;
            } else {
                steps.add(step(c, run, pattern));
            }
            i += run;
        }
        DatePattern compiled = new DatePattern(List.copyOf(steps));
        if (!compiled.dated() && !compiled.steps.stream().allMatch(step -> "'HkhKmsSna".indexOf(step.letter) >= 0)) {
            throw cannot(pattern, "it has no whole date with year, month and day");
        }
        return compiled;
    }

    private static Step step(char letter, int count, String pattern) {
        if (LETTERS.indexOf(letter) < 0) {
            throw cannot(pattern, "the letter " + letter + " is none of " + LETTERS);
        }
        if (letter == 'S' && count < 3) {
            throw cannot(pattern, "write three S or more, for fewer are milliseconds to one library and not to others");
        }
        return new Step(letter == 'u' ? 'y' : letter == 'L' ? 'M' : letter, count);
    }

    private static int run(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == text.charAt(from)) {
            end++;
        }
        return end - from;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** False where the time of day stands alone. */
    boolean dated() {
        boolean day = has("D") || (has("M") && has("d"));
        return has("13") || (has("y") && day);
    }

    /** True when names of months or days of the week are in it. */
    boolean spoken() {
        return has("E") || steps.stream().anyMatch(step -> step.letter == 'M' && step.count > 2);
    }

    private boolean has(String letters) {
        return steps.stream().anyMatch(step -> letters.indexOf(step.letter) >= 0);
    }

    private static Fault cannot(String pattern, String why) {
        return new Fault(Code.SETTINGS, "Cannot use date pattern: " + pattern + " (" + why + ")");
    }
}
