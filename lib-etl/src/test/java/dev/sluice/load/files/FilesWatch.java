package dev.sluice.load.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A reader that looks at the visible directories all the while: none may ever be there in part. */
final class FilesWatch implements AutoCloseable {
    private final Path path;
    private final HashMap<String, List<String>> seen = new HashMap<>();
    private final ArrayList<String> faults = new ArrayList<>();
    private final Thread thread = new Thread(this::look);
    private volatile boolean closed;
    private final LongAdder looks = new LongAdder();

    FilesWatch(Path path) {
        this.path = path;
        thread.start();
    }

    private void look() {
        while (!closed) {
            for (String name : FilesCase.names(path)) {
                if (!name.startsWith("slice=")) {
                    continue;
                }
                List<String> inside = FilesCase.names(path.resolve(name));
                // A listing that a rename out of sight has overtaken says nothing.
                if (!Files.exists(path.resolve(name))) {
                    continue;
                }
                List<String> before = seen.putIfAbsent(name, inside);
                if (!inside.contains(Note.FILE) || (before != null && !before.equals(inside))) {
                    faults.add(name + ": " + before + " then " + inside);
                }
            }
            looks.increment();
            LockSupport.parkNanos(2_000_000);
        }
    }

    long looks() {
        return looks.sum();
    }

    /** What was wrong; ends the watch. */
    List<String> faults() {
        close();
        return faults;
    }

    @Override
    public void close() {
        closed = true;
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
