package dev.sluice.media.report;

import java.util.Locale;

/**
 * Text of others, such as names of files, for the eyes of people: what cannot be seen, or changes how the rest is seen or
 * what a terminal does, is written as {@code [U+202E]}. That is every control and format character of Unicode (general
 * categories Cc and Cf, with marks of direction and of zero width), separators of lines and paragraphs, and halves of
 * characters.
 */
public final class Visible {
    private static final int LONGEST = 120;

    private Visible() {}

    /** All of it. */
    public static String whole(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (hidden(character)) {
                visible.append(String.format(Locale.ROOT, "[U+%04X]", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static boolean hidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** An argument as a person would write it in a shell. It is for reading: nothing runs it. */
    public static String argument(String text) {
        String shown = whole(text);
        return shown.matches("[\\w./+@%:=,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    /** One that fits on a line: the end of a long one, which tells files apart. */
    static String line(String text) {
        int[] characters = whole(text).codePoints().toArray();
        return characters.length <= LONGEST
                ? new String(characters, 0, characters.length)
                : "…" + new String(characters, characters.length - LONGEST + 1, LONGEST - 1);
    }
}
