package dev.sluice.load.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * HDFS by FileContext, whose rename without overwrite has one winner (FileSystem.rename nests the loser inside the
 * winner's directory). Closed files are durable as the name node sees them; written heads are synced, too.
 */
final class HadoopPlace implements Place {
    private final FileContext files;
    private final Path root;

    private HadoopPlace(FileContext files, Path root) {
        this.files = files;
        this.root = root;
    }

    static HadoopPlace of(String uri, Configuration hadoop) {
        Path root = new Path(uri);
        try {
            FileContext files = FileContext.getFileContext(root.toUri(), hadoop);
            return new HadoopPlace(files, files.makeQualified(root));
        } catch (IOException e) {
            throw Place.fault("reach file system", uri, e);
        }
    }

    private Path at(String name) {
        return name.isEmpty() ? root : new Path(root + "/" + name);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        ArrayList<String> names = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> entries = files.listStatus(at(directory));
            while (entries.hasNext()) {
                names.add(entries.next().getPath().getName());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public List<Leaf> leaves(String directory) throws IOException {
        ArrayList<Leaf> leaves = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> entries = files.util().listFiles(at(directory), true);
        while (entries.hasNext()) {
            LocatedFileStatus entry = entries.next();
            String name = entry.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                leaves.add(new Leaf(entry.getPath(), entry.getLen()));
            }
        }
        return leaves;
    }

    @Override
    public boolean exists(String name) throws IOException {
        return files.util().exists(at(name));
    }

    @Override
    public String read(String file) throws IOException {
        try (FSDataInputStream in = files.open(at(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void make(String directory) throws IOException {
        files.mkdir(at(directory), FsPermission.getDirDefault(), true);
    }

    @Override
    public void write(String file, String content) throws IOException {
        EnumSet<CreateFlag> exclusive = EnumSet.of(CreateFlag.CREATE);
        try (FSDataOutputStream out = files.create(at(file), exclusive, Options.CreateOpts.createParent())) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.hsync();
        }
    }

    @Override
    public boolean link(String temporary, String file) throws IOException {
        try {
            files.rename(at(temporary), at(file), Options.Rename.NONE);
            return true;
        } catch (FileAlreadyExistsException | FileNotFoundException e) {
            return false;
        }
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        try {
            files.rename(at(from), at(to), Options.Rename.NONE);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            files.delete(at(name), true);
        } catch (FileNotFoundException e) {
            // Deleted by whoever was quicker, which is what we want.
            return;
        }
    }

    /** HDFS keeps what its clients have closed; Spark closes the files before a stage ends. */
    @Override
    public void sync(String directory) {}

    @Override
    public String hadoop(String name) {
        return at(name).toString();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
