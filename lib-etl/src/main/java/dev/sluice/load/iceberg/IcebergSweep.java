package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.slice.Receipts;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Deletes the folders of attempts that can no longer publish. The folders are listed before the fence, so that an
 * attempt that begins after it is never among them.
 */
record IcebergSweep(BaseTable table, IcebergHead head) {
    int sweep(Receipts receipts, Supplier<Published> fence) {
        Set<String> live = new HashSet<>();
        receipts.chain().forEach(link -> live.add(link.attempt()));
        Map<String, Set<String>> dead = new HashMap<>();
        for (String name : head.names()) {
            String prefix = IcebergFolder.prefix(name);
            for (String folder : folders(prefix)) {
                if (!live.contains(folder.substring(prefix.length()))) {
                    dead.computeIfAbsent(prefix, key -> new TreeSet<>()).add(folder);
                }
            }
        }
        if (dead.isEmpty() || !(fence.get() instanceof Published.Done)) {
            return 0;
        }
        dead.values().forEach(folders -> folders.forEach(this::delete));
        return dead.values().stream().mapToInt(Set::size).sum();
    }

    private String data() {
        String file = table.locationProvider().newDataLocation("x");
        return file.substring(0, file.lastIndexOf('/'));
    }

    private Set<String> folders(String prefix) {
        Set<String> folders = new TreeSet<>();
        String root = data();
        try {
            Optional<FileSystem> fileSystem = fileSystem(root);
            if (fileSystem.isPresent()) {
                if (fileSystem.get().exists(new Path(root))) {
                    for (FileStatus status : fileSystem.get().listStatus(new Path(root))) {
                        String name = status.getPath().getName();
                        if (status.isDirectory() && name.startsWith(prefix)) {
                            folders.add(name);
                        }
                    }
                }
            } else if (table.io() instanceof SupportsPrefixOperations io) {
                for (FileInfo file : io.listPrefix(root + "/" + prefix)) {
                    String below = file.location().substring(root.length() + 1);
                    folders.add(below.substring(0, below.indexOf('/')));
                }
            }
        } catch (IOException e) {
            throw failed("list", root, e);
        }
        return folders;
    }

    /** Deletes an attempt's folder, or nothing where there is none. */
    void delete(String folder) {
        String place = data() + "/" + folder;
        try {
            Optional<FileSystem> fileSystem = fileSystem(place);
            if (fileSystem.isPresent()) {
                fileSystem.get().delete(new Path(place), true);
            } else if (table.io() instanceof SupportsPrefixOperations io) {
                io.deletePrefix(place + "/");
            }
        } catch (IOException e) {
            throw failed("delete", place, e);
        }
    }

    private Optional<FileSystem> fileSystem(String place) throws IOException {
        if (!(table.io() instanceof HadoopFileIO)) {
            return Optional.empty();
        }
        Configuration configuration =
                table.io() instanceof Configurable configurable ? configurable.getConf() : new Configuration();
        return Optional.of(new Path(place).getFileSystem(configuration));
    }

    private static Fault failed(String verb, String place, IOException e) {
        return new Fault(
                Code.INPUT_OUTPUT, "Cannot " + verb + " staged files: " + place + " (" + e.getMessage() + ")", e);
    }
}
