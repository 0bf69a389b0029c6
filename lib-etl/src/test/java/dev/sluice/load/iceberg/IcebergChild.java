package dev.sluice.load.iceberg;

import java.nio.file.Path;

/** A JVM of its own that replaces item a, adds item c and is killed on the way: -Dsluice.failpoint=... */
final class IcebergChild {
    private IcebergChild() {}

    public static void main(String[] args) {
        IcebergBench bench = new IcebergBench(Path.of(args[0]));
        bench.runner().pin().publish(bench.rows("a10", "a11", "c30"), "ac", "a");
    }
}
