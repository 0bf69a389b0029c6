package dev.sluice.logs.line;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
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

    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)((?:19|20)\\d\\d)(?:([-_.]?)([01]\\d)(?:\\2([0-3]\\d))?)?(?!\\d)");

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

    /** The end of the day, month or year in a name; of several the last one that is a date. */
    private static OptionalLong named(String name) {
        OptionalLong found = OptionalLong.empty();
        Matcher matcher = DATE.matcher(name);
        while (matcher.find()) {
            Optional<LocalDate> day = dayAfter(matcher);
            if (day.isPresent()) {
                found = OptionalLong.of(day.get().atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000);
            }
        }
        return found;
    }

    /** None where the digits are no date, such as 20019999. */
    private static Optional<LocalDate> dayAfter(Matcher date) {
        try {
            LocalDate year = LocalDate.of(Integer.parseInt(date.group(1)), 1, 1);
            if (date.group(3) == null) {
                return Optional.of(year.plusYears(1));
            }
            LocalDate month = year.withMonth(Integer.parseInt(date.group(3)));
            return Optional.of(
                    date.group(4) == null
                            ? month.plusMonths(1)
                            : month.withDayOfMonth(Integer.parseInt(date.group(4)))
                                    .plusDays(1));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong compressed(byte[] bytes) {
        if (bytes.length < HEADER || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
            return OptionalLong.empty();
        }
        long seconds = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
        return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds * 1_000_000);
    }
}
