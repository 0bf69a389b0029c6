package dev.sluice.logs.line;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of months or of days of the week in a language, from the JDK's locale data (CLDR): short and long ones, as
 * they stand in a date and alone, with and without a dot behind them, in small letters, capitals and mixed, in UTF-8 and
 * in ISO 8859-1. German also has {@code Mrz}, as older JDKs wrote it. Immutable.
 */
public final class CalendarNames {
    /** No name. */
    public static final int NONE = -1;

    private static final List<TextStyle> STYLES =
            List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE);
    private static final int LENGTH_BITS = 8;

    private final byte[][] names;
    private final int[] numbers;

    private CalendarNames(Map<String, Integer> all) {
        // One name may begin with another: mars, mar.
        List<Map.Entry<byte[], Integer>> found = all.entrySet().stream()
                .flatMap(name -> Stream.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)
                        .map(charset -> Map.entry(name.getKey().getBytes(charset), name.getValue())))
                .sorted(Comparator.comparingInt(name -> -name.getKey().length))
                .toList();
        this.names = found.stream().map(Map.Entry::getKey).toArray(byte[][]::new);
        this.numbers = found.stream().mapToInt(Map.Entry::getValue).toArray();
    }

    /** The locale of a tag of BCP 47, or of a name such as de_DE; none where the JDK has no data for it. */
    public static Optional<Locale> locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
        boolean known = !locale.getLanguage().isEmpty()
                && Arrays.asList(Locale.getAvailableLocales()).contains(locale);
        return known ? Optional.of(locale) : Optional.empty();
    }

    /** January is 1. */
    public static CalendarNames months(Locale locale) {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (Month month : Month.values()) {
            STYLES.forEach(style -> add(names, month.getDisplayName(style, locale), month.getValue(), locale));
        }
        if (locale.getLanguage().equals("de")) {
            add(names, "Mrz", Month.MARCH.getValue(), locale);
        }
        return new CalendarNames(names);
    }

    /** Monday is 1. */
    public static CalendarNames days(Locale locale) {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            STYLES.forEach(style -> add(names, day.getDisplayName(style, locale), day.getValue(), locale));
        }
        return new CalendarNames(names);
    }

    private static void add(Map<String, Integer> names, String name, int number, Locale locale) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        for (String form : List.of(bare, bare.toLowerCase(locale), bare.toUpperCase(locale))) {
            names.putIfAbsent(form, number);
            names.putIfAbsent(form + ".", number);
        }
        if (!bare.isEmpty()) {
            String capital = bare.substring(0, 1).toUpperCase(locale) + bare.substring(1);
            names.putIfAbsent(capital, number);
            names.putIfAbsent(capital + ".", number);
        }
    }

    /** The longest name that begins at {@code from}, for {@link #number} and {@link #length}, or {@link #NONE}. */
    public int find(byte[] line, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (Bytes.startsWith(line, from, to, names[i])) {
                return numbers[i] << LENGTH_BITS | names[i].length;
            }
        }
        return NONE;
    }

    /** Which month or day was found. */
    public static int number(int found) {
        return found >> LENGTH_BITS;
    }

    /** How many bytes its name has. */
    public static int length(int found) {
        return found & ((1 << LENGTH_BITS) - 1);
    }
}
