package dev.sluice.logs.line;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a file was written to its end, which dates the lines of a log whose times have no year.
 *
 * @param micros no line is younger than this but for the difference of clocks and zones
 * @param by what tells it
 */
public record LastWritten(long micros, By by) implements Serializable {
    /** The evidence, the best first. */
    public enum By {
        /** A date in the file's name, as {@code logrotate} puts it there with {@code dateext}. */
        FILE_NAME("file-name"),
        /** MTIME of the gzip header (RFC 1952, 2.3.1): when the file was changed that was compressed. */
        GZIP_HEADER("gzip-header"),
        /** When the file was last changed, as its file system has it. */
        MTIME("mtime");

        private final String word;

        By(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** The bytes at a file's beginning that {@link #of} looks at. */
    public static final int HEADER = 8;

    /** With hour, minute and second directly behind it or not, as {@code logrotate} names hourly files. */
    private static final Pattern DAY = Pattern.compile("(?<!\\d)((?:19|20)\\d\\d)([-_.]?)([01]\\d)\\2([0-3]\\d)"
            + "(?:(?<=\\d{8})(?:[01]\\d|2[0-3])(?:[0-5]\\d){0,2})?(?!\\d)");

    private static final Pattern MONTH = Pattern.compile("(?<!\\d)((?:19|20)\\d\\d)([-_.]?)(0[1-9]|1[0-2])(?!\\d)");
    private static final Pattern YEAR = Pattern.compile("(?<![\\dA-Za-z])((?:19|20)\\d\\d)(?![\\dA-Za-z])");

    /**
     * Looks for the best evidence.
     *
     * @param path whose last part is the name
     * @param beginning {@value #HEADER} bytes as they are on disk, or fewer where there are no more
     * @param modified milliseconds since the epoch
     */
    public static LastWritten of(String path, byte[] beginning, long modified) {
        OptionalLong named = named(path.substring(path.lastIndexOf('/') + 1));
        if (named.isPresent()) {
            return new LastWritten(named.getAsLong(), By.FILE_NAME);
        }
        OptionalLong compressed = compressed(beginning);
        return compressed.isPresent()
                ? new LastWritten(compressed.getAsLong(), By.GZIP_HEADER)
                : new LastWritten(modified * 1000, By.MTIME);
    }

    /** The end of the day in a name, else of the month, else of the year; of several the last one. */
    private static OptionalLong named(String name) {
        return last(DAY, name, LastWritten::afterDay)
                .or(() -> last(MONTH, name, LastWritten::afterMonth))
                .or(() -> last(YEAR, name, LastWritten::afterYear))
                .map(date -> OptionalLong.of(date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000))
                .orElse(OptionalLong.empty());
    }

    private static Optional<LocalDate> last(Pattern pattern, String name, Function<Matcher, LocalDate> end) {
        Optional<LocalDate> found = Optional.empty();
        Matcher matcher = pattern.matcher(name);
        while (matcher.find()) {
            Optional<LocalDate> date = date(matcher, end);
            found = date.isPresent() ? date : found;
        }
        return found;
    }

    /** None where the digits are no date, such as 20019999. */
    private static Optional<LocalDate> date(Matcher digits, Function<Matcher, LocalDate> end) {
        try {
            return Optional.of(end.apply(digits));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate afterDay(Matcher date) {
        return LocalDate.of(number(date, 1), number(date, 3), number(date, 4)).plusDays(1);
    }

    private static LocalDate afterMonth(Matcher date) {
        return LocalDate.of(number(date, 1), number(date, 3), 1).plusMonths(1);
    }

    private static LocalDate afterYear(Matcher date) {
        return LocalDate.of(number(date, 1) + 1, 1, 1);
    }

    private static int number(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static OptionalLong compressed(byte[] bytes) {
        if (bytes.length < HEADER || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
            return OptionalLong.empty();
        }
        long seconds = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
        return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds * 1_000_000);
    }
}
