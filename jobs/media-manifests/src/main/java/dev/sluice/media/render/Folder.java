package dev.sluice.media.render;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of text files that is being made. No file is written twice. */
public final class Folder {
    private final Path path;

    private Folder(Path path) {
        this.path = path;
    }

    /**
     * Renders into a folder that is not there yet; it appears whole, or not at all.
     *
     * @throws Fault CANNOT_WRITE when it is there, or what the rendering throws
     */
    public static void make(Path target, Rendering rendering, Iterator<ManifestJob> jobs) {
        Path whole = target.toAbsolutePath().normalize();
        if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
            throw new Fault(
                    Code.CANNOT_WRITE, "Cannot render into a folder that is there: " + whole + " (name a new one)");
        }
        try {
            Files.createDirectories(whole.getParent());
            Path fresh = Files.createTempDirectory(whole.getParent(), "." + whole.getFileName());
            try {
                rendering.render(jobs, new Folder(fresh));
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(fresh);
            }
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make folder: " + whole + " (name a new one)", e);
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write to " + whole + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** An empty folder in it. */
    void folder(String name) {
        try {
            Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in UTF-8, which ends as {@code text} does. */
    void file(String name, String text) {
        write(name, text, StandardOpenOption.CREATE_NEW);
    }

    /** Lines at the end of a file that {@link #file} has begun. */
    void append(String name, String text) {
        write(name, text, StandardOpenOption.APPEND);
    }

    /** Texts, each with a zero byte after it. */
    void vector(String name, List<String> texts) {
        file(name, String.join("\0", texts) + "\0");
    }

    /** A script that can be started. */
    void script(String name, String text) {
        file(name, text);
        try {
            Files.setPosixFilePermissions(path.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script that lies beside this class. */
    void script(String name) {
        script(name, resource(name));
    }

    /** The text of a file that lies beside this class. */
    static String resource(String name) {
        try (InputStream in = Folder.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text, StandardOpenOption how) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] all = new byte[bytes.remaining()];
            bytes.get(all);
            Files.write(path.resolve(name), all, StandardOpenOption.WRITE, how);
        } catch (FileAlreadyExistsException e) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot render a job twice: " + name, e);
        } catch (CharacterCodingException e) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot write a name that is no Unicode: " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
