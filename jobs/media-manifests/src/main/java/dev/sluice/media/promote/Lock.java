package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.ledger.Owner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** The right to change a quarantine: one process has it, and loses it with its life. */
public final class Lock {
    private static final int LONGEST = 300;

    private Lock() {}

    /**
     * Does something while nobody else changes the quarantine; makes its folder where there is none.
     *
     * @throws Fault TRY_LATER with the holder where another process has it, CANNOT_WRITE, NOT_ALLOWED, or what the work
     *     throws
     */
    public static <T> T holding(Quarantine quarantine, Supplier<T> work) {
        FileChannel held = take(quarantine.folder());
        try {
            return work.get();
        } finally {
            close(held);
        }
    }

    private static FileChannel take(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Synced.makeFolders(folder.getParent());
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return locked(folder);
        } catch (IOException e) {
            Code code = InputOutput.code(e);
            throw new Fault(
                    code == Code.NOT_ALLOWED ? code : Code.CANNOT_WRITE,
                    "Cannot use quarantine: " + folder + ": " + e.getMessage(),
                    e);
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                String holder = Owner.here("").who() + " since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
                return channel;
            }
            throw held(folder, holder(channel));
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw held(folder, "this process");
        } catch (IOException | Fault e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private static Fault held(Path folder, String holder) {
        return new Fault(
                Code.TRY_LATER,
                "Cannot change " + folder + ": " + holder + " is at work there (try again when that has ended)");
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot give back lock: " + e.getMessage(), e);
        }
    }
}
