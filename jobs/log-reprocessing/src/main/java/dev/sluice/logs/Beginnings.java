package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.archive.ArchiveKind;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.LastWritten;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** How files, and members of archives, begin. */
final class Beginnings {
    private Beginnings() {}

    /** Takes a beginning. */
    interface Visitor {
        /**
         * Takes one.
         *
         * @param member the member's name, where the file is an archive
         */
        void visit(Optional<String> member, byte[] beginning);
    }

    /** Shows {@code count} uncompressed bytes, fewer where there are no more, of a file or of each member of it. */
    static void visit(LogFile file, int count, Configuration hadoop, Visitor visitor) throws IOException {
        byte[] magic = Disk.beginning(file, ArchiveKind.MAGIC, hadoop);
        LastWritten written = LastWritten.of(file.path(), magic, file.modified());
        LogSplit split = new LogSplit(file, Codec.of(file.path(), magic), written, 0, Long.MAX_VALUE, true);
        try (ByteSource source = Unpacked.of(split.codec(), Disk.open(file, 0, hadoop), Inflation.OF_FILE);
                Parts parts = new Parts(split, source)) {
            Optional<Part> part = parts.next();
            while (part.isPresent()) {
                visitor.visit(part.get().member(), read(part.get().bytes(), count));
                part = parts.next();
            }
        }
    }

    private static byte[] read(ByteSource source, int count) throws IOException {
        byte[] bytes = new byte[count];
        int length = 0;
        int got = 0;
        while (length < count && got >= 0) {
            got = source.read(bytes, length, count - length);
            length += Math.max(0, got);
        }
        return Arrays.copyOf(bytes, length);
    }
}
