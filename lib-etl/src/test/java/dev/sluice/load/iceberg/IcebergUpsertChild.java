package dev.sluice.load.iceberg;

import dev.sluice.load.Mode;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM of its own that upserts a and c and is killed on the way: -Dsluice.failpoint=... */
final class IcebergUpsertChild {
    private IcebergUpsertChild() {}

    public static void main(String[] args) {
        IcebergBench bench = new IcebergBench(Path.of(args[0]));
        IcebergSink sink = bench.sink(Mode.UPSERT, Optional.of("value"));
        bench.runner(IcebergBench.LOAD, sink).pin().publish(bench.rows("a8", "a9", "b0", "c1"), "x", "");
    }
}
