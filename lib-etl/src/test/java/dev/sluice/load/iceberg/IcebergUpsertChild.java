package dev.sluice.load.iceberg;

import java.nio.file.Path;

/** A JVM of its own that upserts a and c, deletes d and is killed on the way: -Dsluice.failpoint=... */
final class IcebergUpsertChild {
    private IcebergUpsertChild() {}

    public static void main(String[] args) {
        IcebergBench bench = new IcebergBench(Path.of(args[0]));
        bench.runner(IcebergBench.LOAD, bench.deleting())
                .pin()
                .publish(bench.rowsWithout("d5", "a8", "a9", "b0", "c1"), "x", "");
    }
}
