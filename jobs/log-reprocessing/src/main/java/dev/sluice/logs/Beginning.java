package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.archive.ArchiveKind;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.LastWritten;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * How a file, or a member of an archive, begins.
 *
 * @param member the member's name
 * @param bytes uncompressed
 */
record Beginning(Optional<String> member, byte[] bytes) {
    /** Of a file, or of each member that can be read of an archive; {@code count} bytes, fewer where there are no more. */
    static List<Beginning> of(LogFile file, int count, Configuration hadoop) throws IOException {
        byte[] magic = Disk.beginning(file, ArchiveKind.MAGIC, hadoop);
        LastWritten written = LastWritten.of(file.path(), magic, file.modified());
        LogSplit split = new LogSplit(file, Codec.of(magic), written, 0, Long.MAX_VALUE, true);
        List<Beginning> found = new ArrayList<>();
        try (ByteSource source = Unpacked.of(split.codec(), Disk.open(file, 0, hadoop), Inflation.OF_FILE);
                Parts parts = new Parts(split, source)) {
            Optional<Part> part = parts.next();
            while (part.isPresent()) {
                if (part.get().refusal().isEmpty()) {
                    found.add(new Beginning(part.get().member(), read(part.get().bytes(), count)));
                }
                part = parts.next();
            }
        }
        return found;
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
