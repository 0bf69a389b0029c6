package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that is to take an original's place, made ready in the quarantine, where nobody else can exchange it: another
 * name of the output, or a copy where that is impossible, with the original's owner, permissions and the time that was
 * promised. What an access control list or an extended attribute says is not carried over.
 */
final class Replacement {
    private static final int CHUNK = 1 << 20;

    private Replacement() {}

    /** Makes it ready, over what an earlier attempt has left; or says why that cannot be. */
    static Optional<Skip> stage(Promotion promotion, Path kept, Path staged) throws IOException {
        Files.deleteIfExists(staged);
        Path output = promotion.outputFile();
        Optional<Found> found = Found.at(output);
        if (found.isEmpty()) {
            return Optional.of(Skip.OUTPUT_MISSING);
        }
        if (!judged(promotion, found.get())) {
            return Optional.of(Skip.OUTPUT_CHANGED);
        }
        try {
            Files.createLink(staged, output);
            dress(staged, kept, promotion.after());
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another file system, one without links, or an output of somebody else's.
            Files.deleteIfExists(staged);
            copy(output, staged);
            dress(staged, kept, promotion.after());
        }
        Synced.file(staged);
        boolean same = Found.is(staged, promotion.after())
                && Found.at(output).filter(now -> judged(promotion, now)).isPresent();
        return same ? Optional.empty() : Optional.of(Skip.OUTPUT_CHANGED);
    }

    /** As the gate has seen it; or with the time of the replacement, which is the same file under another name. */
    private static boolean judged(Promotion promotion, Found found) {
        return found.is(promotion.judged()) || found.is(promotion.after());
    }

    /** The replacement gets the output's name too, where that is free and on its file system: it may be wanted again. */
    static void keepAsOutput(Promotion promotion) throws IOException {
        Path output = promotion.outputFile();
        if (Found.is(promotion.replacementFile(), promotion.after())
                && Found.at(output).isEmpty()) {
            try {
                Synced.makeFolders(output.getParent());
                Files.createLink(output, promotion.replacementFile());
            } catch (FileSystemException | UnsupportedOperationException e) {
                // The original comes back all the same; the job can be encoded again.
            }
        }
    }

    /** The output gets its own time again, so that its verdict holds. */
    static void giveBack(Promotion promotion) throws IOException {
        if (Found.is(promotion.outputFile(), promotion.after())) {
            Files.getFileAttributeView(promotion.outputFile(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(promotion.judged().modified()), null, null);
        }
    }

    private static void dress(Path staged, Path original, Verdict.Seen after) throws IOException {
        PosixFileAttributes wanted =
                Files.readAttributes(original, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributeView own =
                Files.getFileAttributeView(staged, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            own.setGroup(wanted.group());
            own.setOwner(wanted.owner());
        } catch (FileSystemException e) {
            // Only root may give files away: it stays the runner's, as with cp -p.
        }
        own.setPermissions(wanted.permissions());
        own.setTimes(FileTime.from(after.modified()), null, null);
    }

    private static void copy(Path from, Path to) throws IOException {
        byte[] read;
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(from), sha256());
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            in.transferTo(out);
            read = in.getMessageDigest().digest();
        }
        Synced.file(to);
        // A disk that lies is found out before the original gives way.
        try (InputStream in = Files.newInputStream(to);
                DigestOutputStream hash = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                hash.write(chunk, 0, count);
            }
            if (!Arrays.equals(read, hash.getMessageDigest().digest())) {
                throw new IOException(to + " is not what was written of " + from);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot hash files: SHA-256", e);
        }
    }
}
