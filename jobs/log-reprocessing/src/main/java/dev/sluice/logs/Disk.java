package dev.sluice.logs;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.bytes.Bounded;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Opens and lists files through Hadoop; local ones without its checksum files. */
final class Disk {
    private Disk() {}

    static FileSystem of(Path path, Configuration hadoop) throws IOException {
        FileSystem found = path.getFileSystem(hadoop);
        return found instanceof LocalFileSystem local ? local.getRaw() : found;
    }

    /** The bytes of a file from an offset to its planned length. */
    static InputStream open(LogFile file, long offset, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        FSDataInputStream in;
        try {
            in = of(path, hadoop).open(path);
        } catch (FileNotFoundException e) {
            throw new Fault(
                    Code.INPUT_CHANGED, "Cannot read " + file.path() + ": it is gone (run again, to plan anew)", e);
        }
        try {
            in.seek(Math.min(offset, file.size()));
            return new Bounded(in, file.size() - Math.min(offset, file.size()), file.path());
        } catch (IOException e) {
            in.close();
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot read " + file.path() + " from byte " + offset
                            + ": it became shorter (run again, to plan anew)",
                    e);
        }
    }

    /** The first bytes of a file, fewer only when it has no more. */
    static byte[] beginning(LogFile file, int count, Configuration hadoop) throws IOException {
        try (InputStream in = open(file, 0, hadoop)) {
            return in.readNBytes(count);
        }
    }

    /** The files under paths, each a file, a folder (with all below it) or a glob; hidden ones are left out. */
    static List<LogFile> list(List<String> paths, Configuration hadoop) {
        List<LogFile> files = new ArrayList<>();
        for (String text : paths) {
            Path path = new Path(text);
            try {
                FileSystem disk = of(path, hadoop);
                FileStatus[] found =
                        disk.exists(path) ? new FileStatus[] {disk.getFileStatus(path)} : disk.globStatus(path);
                if (found == null || found.length == 0) {
                    throw new Fault(Code.INPUT_MISSING, "Cannot find " + text + " (there is no such file)");
                }
                Arrays.sort(found);
                for (FileStatus status : found) {
                    collect(disk, status, files);
                }
            } catch (IOException e) {
                throw new Fault(Code.INPUT_OUTPUT, "Cannot list " + text + ": " + e.getMessage(), e);
            }
        }
        return files;
    }

    private static void collect(FileSystem disk, FileStatus status, List<LogFile> files) throws IOException {
        if (status.isFile()) {
            files.add(new LogFile(
                    status.getPath().toString(),
                    status.getLen(),
                    status.getModificationTime(),
                    status.getLen(),
                    "",
                    0));
            return;
        }
        RemoteIterator<LocatedFileStatus> below = disk.listFiles(status.getPath(), true);
        while (below.hasNext()) {
            FileStatus file = below.next();
            String name = file.getPath().getName();
            if (!name.startsWith(".") && !name.startsWith("_")) {
                collect(disk, file, files);
            }
        }
    }
}
