package dev.sluice.load.files;

import dev.sluice.load.Target;
import java.nio.file.Path;

/** A JVM of its own that replaces item a, adds item c and is killed on the way: -Dsluice.failpoint=... */
final class FilesChild {
    private FilesChild() {}

    public static void main(String[] args) {
        FilesCase files = FilesCase.of(Path.of(args[0]), Format.PARQUET);
        Target target = files.open();
        files.publish(target, "a=10,11;c=30", "a");
    }
}
