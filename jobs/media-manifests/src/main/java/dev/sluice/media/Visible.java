package dev.sluice.media;

/** Words from files and their names, as a terminal may have them. */
final class Visible {
    private Visible() {}

    /** Without characters that steer a terminal or turn the direction of what follows. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }

    /** An argument as a person would write it in a shell. It is for reading: nothing runs it. */
    static String argument(String text) {
        String shown = of(text);
        return shown.matches("[\\w./+@%:=,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
