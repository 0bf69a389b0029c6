package dev.sluice.load.files;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Local disk by java.nio. Hadoop's local FileSystem is never used for names: its exclusive creates and renames have
 * two winners now and then.
 */
final class LocalPlace implements Place {
    private final Path root;

    LocalPlace(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    private Path at(String name) {
        return name.isEmpty() ? root : root.resolve(name);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        ArrayList<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(directory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public List<Leaf> leaves(String directory) throws IOException {
        ArrayList<Leaf> leaves = new ArrayList<>();
        Files.walkFileTree(at(directory), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (!name.startsWith("_") && !name.startsWith(".")) {
                    leaves.add(new Leaf(new org.apache.hadoop.fs.Path(hadoopPath(file)), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return leaves;
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(at(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String read(String file) throws IOException {
        return Files.readString(at(file));
    }

    @Override
    public void make(String directory) throws IOException {
        createDirectories(at(directory));
    }

    @Override
    public void write(String file, String content) throws IOException {
        Path path = at(file);
        createDirectories(path.getParent());
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    @Override
    public boolean link(String temporary, String file) throws IOException {
        try {
            Files.createLink(at(file), at(temporary));
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot publish files to a file system without hard links: " + root + " (name another path)",
                    e);
        }
        force(at(file).getParent());
        return true;
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        try {
            Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
            force(at(to).getParent());
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = at(name);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        for (String child : list(name)) {
            delete(name + "/" + child);
        }
        Files.deleteIfExists(path);
    }

    @Override
    public void sync(String directory) throws IOException {
        Files.walkFileTree(at(directory), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                force(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                force(folder);
                return super.postVisitDirectory(folder, e);
            }
        });
        Path above = at(directory);
        while (!above.equals(root)) {
            above = above.getParent();
            force(above);
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        createDirectories(directory.getParent());
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        force(directory.getParent());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String hadoop(String name) {
        return hadoopPath(at(name));
    }

    private static String hadoopPath(Path path) {
        return "file:" + path;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
