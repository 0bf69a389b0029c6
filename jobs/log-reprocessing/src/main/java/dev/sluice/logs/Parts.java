package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.archive.Archive;
import dev.sluice.logs.archive.ArchiveKind;
import dev.sluice.logs.archive.Member;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.bytes.Peeked;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.LastWritten;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The parts of a split: one, or the members of the archive that the file is, and those of archives in it down to
 * {@value #DEEPEST} levels. Not thread-safe.
 */
final class Parts implements Closeable {
    /** Archives in archives beyond this are refused: an archive may hold itself. */
    private static final int DEEPEST = 3;

    /** Between the name of an archive and that of its member. */
    private static final String INSIDE = "!";

    private final LogSplit split;
    private final ByteSource source;
    private final Weight weight;
    private final Deque<Level> open = new ArrayDeque<>();
    private Optional<ByteSource> member = Optional.empty();
    private boolean begun;

    /** An archive that is being read, what it is read from, and its name where it is itself a member. */
    private record Level(Archive archive, ByteSource source, Optional<String> name) {}

    /** @param source the split's bytes, which stay the caller's to close */
    Parts(LogSplit split, ByteSource source) {
        this.split = split;
        this.source = source;
        this.weight = new Weight(split.file().size(), Inflation.OF_FILE);
    }

    /** The next part; the one before is not read any more. What a refused one tells may have been told before. */
    Optional<Part> next() throws IOException {
        closeMember();
        if (!begun) {
            begun = true;
            Optional<Part> only = begin(Optional.empty(), source, split.written());
            if (only.isPresent()) {
                return only;
            }
        }
        while (!open.isEmpty()) {
            if (weight.damage().isPresent()) {
                giveUp();
                return Optional.empty();
            }
            Level level = open.peek();
            Optional<Member> found = level.archive().next();
            Optional<Part> part = found.isPresent() ? member(level, found.get()) : end();
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }

    /**
     * What was wrong with the part, once it was read to its end; of several damages the one that caused the others. What
     * is wrong with a source is known long before its archive comes to that place, so the archive is asked first.
     */
    Optional<Damage> damage() {
        Optional<Damage> found = open.isEmpty() ? source.damage() : weight.damage();
        for (Iterator<Level> levels = open.descendingIterator(); found.isEmpty() && levels.hasNext(); ) {
            Level level = levels.next();
            Optional<Damage> ofArchive = level.archive().damage();
            found = ofArchive.isPresent()
                    ? level.source().damage().or(() -> ofArchive)
                    : level.archive().memberDamage();
        }
        return found.isPresent() ? found : member.flatMap(ByteSource::damage);
    }

    private Optional<Part> member(Level level, Member found) throws IOException {
        Optional<String> name =
                Optional.of(level.name().map(outer -> outer + INSIDE).orElse("") + found.name());
        if (found.refusal().isPresent()) {
            return refused(name, found.refusal().get());
        }
        Peeked packed = new Peeked(level.archive().bytes(), Math.max(Codec.MAGIC, LastWritten.HEADER));
        LastWritten written = LastWritten.of(
                found.name(),
                packed.beginning(),
                found.modified().orElse(split.written().micros() / 1000));
        Codec codec = Codec.of(found.name(), packed.beginning());
        return begin(name, Unpacked.of(codec, packed.stream(), Inflation.OF_MEMBER), written);
    }

    /** A part, or none where it is an archive whose members come next. */
    private Optional<Part> begin(Optional<String> name, ByteSource bytes, LastWritten written) throws IOException {
        if (split.start() > 0 || split.end() < Long.MAX_VALUE) {
            return Optional.of(new Part(name, bytes, written, Optional.empty()));
        }
        member = name.map(inArchive -> bytes);
        Peeked unpacked = new Peeked(bytes, ArchiveKind.MAGIC);
        Optional<ArchiveKind> kind = ArchiveKind.of(unpacked.beginning());
        if (kind.isEmpty()) {
            ByteSource weighed = name.isPresent() ? weight.of(unpacked) : unpacked;
            return Optional.of(new Part(name, weighed, written, Optional.empty()));
        }
        if (open.size() == DEEPEST) {
            String message = "archives in archives are read to " + DEEPEST + " levels";
            return refused(name, new Damage("NESTED_TOO_DEEP", message, false));
        }
        member = Optional.empty();
        open.push(new Level(new Archive(kind.get(), unpacked, Inflation.OF_MEMBER), unpacked, name));
        return Optional.empty();
    }

    /** Ends an archive, and tells its damage. */
    private Optional<Part> end() throws IOException {
        Optional<Damage> damage = damage();
        Level level = open.pop();
        damage = damage.isPresent() ? damage : level.source().damage();
        close(level);
        return damage.isPresent() ? refused(level.name(), damage.get()) : Optional.empty();
    }

    private Optional<Part> refused(Optional<String> name, Damage why) {
        ByteSource nothing = Unpacked.of(Codec.PLAIN, InputStream.nullInputStream(), Inflation.OF_MEMBER);
        return Optional.of(new Part(name, nothing, split.written(), Optional.of(why)));
    }

    /** Leaves the archives; what the file has beyond is read for its hash alone. */
    private void giveUp() throws IOException {
        closeLevels();
        source.stream().transferTo(OutputStream.nullOutputStream());
    }

    private void closeMember() throws IOException {
        if (member.isPresent()) {
            member.get().close();
            member = Optional.empty();
        }
    }

    private void closeLevels() throws IOException {
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(Level level) throws IOException {
        level.archive().close();
        if (level.name().isPresent()) {
            level.source().close();
        }
    }

    @Override
    public void close() throws IOException {
        closeMember();
        closeLevels();
    }
}
