package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import dev.sluice.logs.line.Years;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/**
 * Looks through a plain file for how often the year changes in it, from a split's first line to the file's end: a small file
 * line by line, a larger one at some places, which depend on its size alone. So each split finds what is left of the changes
 * that a reader of the whole file finds. Not thread-safe.
 */
final class RollOvers {
    /** Files of up to so many bytes are looked through line by line. */
    static final long WHOLE = 16L << 20;

    /** Places at which a larger file is looked at. */
    static final int PLACES = 64;

    private static final int LOOK = 1 << 16;

    /** Lines that begin with the same bytes are of one day, also behind a priority such as {@code <134>}. */
    private static final int STAMP = "<134>Oct 11 ".length();

    private final LogFile file;
    private final YearlessLines parser;
    private final Configuration hadoop;
    private byte[] stamp = {};
    private int last = Years.NO_DAY;
    private int changes;

    private RollOvers(LogFile file, YearlessLines parser, Configuration hadoop) {
        this.file = file;
        this.parser = parser;
        this.hadoop = hadoop;
    }

    /** Tells the parser of the lines that begin in the split, where their times have no year. */
    static void tell(LogSplit split, LineParser parser, Configuration hadoop) throws IOException {
        if (split.codec() == Codec.PLAIN && parser.yearless().isPresent()) {
            YearlessLines lines = parser.yearless().get();
            RollOvers found = new RollOvers(split.file(), lines, hadoop);
            found.look(split.start(), WHOLE, PLACES);
            found.tell(lines);
        }
    }

    /**
     * Looks through the lines that begin at an offset or behind it.
     *
     * @return how often the year changes in them
     */
    static int count(LogFile file, long start, long whole, int places, YearlessLines lines, Configuration hadoop)
            throws IOException {
        RollOvers found = new RollOvers(file, lines, hadoop);
        found.look(start, whole, places);
        return found.changes;
    }

    private void tell(YearlessLines lines) {
        if (last != Years.NO_DAY) {
            lines.rollOvers(changes, last);
        }
    }

    private void look(long start, long whole, int places) throws IOException {
        if (file.size() - start <= whole) {
            all(start);
            return;
        }
        first(start);
        for (int i = 1; i < places; i++) {
            long place = file.size() / places * i;
            if (place > start) {
                first(place);
            }
        }
        all(Math.max(start, file.size() - LOOK));
    }

    private void all(long start) throws IOException {
        long first = Math.max(0, start - 1);
        try (Unpacked bytes = Unpacked.of(Codec.PLAIN, Disk.open(file, first, hadoop), Inflation.OF_FILE)) {
            Lines lines = new Lines(bytes, first, LOOK);
            if (start > 0) {
                lines.skipRest(Long.MAX_VALUE);
            }
            while (lines.next()) {
                take(lines);
            }
        }
    }

    /** Takes the first line with a day that begins at a place or not far behind it. */
    private void first(long place) throws IOException {
        byte[] some;
        try (InputStream in = Disk.open(file, Math.max(0, place - 1), hadoop)) {
            some = in.readNBytes(LOOK);
        }
        Lines lines = Lines.of(some);
        if (place > 0) {
            lines.skipRest(Long.MAX_VALUE);
        }
        boolean found = false;
        while (!found && lines.nextInBuffer()) {
            found = take(lines);
        }
    }

    /** False for a line without a day. */
    private boolean take(Lines lines) {
        int length = Math.min(STAMP, lines.to() - lines.from());
        byte[] line = lines.buffer();
        if (length == stamp.length
                && length > 0
                && Arrays.equals(line, lines.from(), lines.from() + length, stamp, 0, length)) {
            return true;
        }
        int day = parser.day(line, lines.from(), lines.to());
        if (day == Years.NO_DAY) {
            return false;
        }
        changes += last == Years.NO_DAY ? 0 : Years.change(last, day);
        last = day;
        stamp = Arrays.copyOfRange(line, lines.from(), lines.from() + length);
        return true;
    }
}
