package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to read access logs; what it needs is started by its first run and kept for the next. */
interface Peer {
    /** What all peers that use one match: the fields of a combined line, the request in one piece. */
    String PATTERN = "^(\\S+) \\S+ (\\S+) \\[([^\\]]+)\\] \"([^\"]*)\" (\\d{3}) (\\S+) \"([^\"]*)\" \"(.*)\"$";

    /** The names of the pattern's groups. */
    List<String> GROUPS = List.of("host", "user", "ts", "request", "status", "bytes", "referer", "user_agent");

    /** Reads the files; {@code out} is a path that does not exist yet, and stays so where nothing is written. */
    void run(List<Path> files, Path out) throws IOException;

    /** A peer by the name that run.sh uses. */
    static Peer of(String name) {
        return switch (name) {
            case "sluice" -> new SparkPeer(SparkPeer.parquet(SluiceReads::requestColumns));
            case "sluice-all" -> new SparkPeer(SparkPeer.parquet(SluiceReads::allColumns));
            case "regexp" -> new SparkPeer(SparkPeer.parquet(RegexpReads::columns));
            case "udf" -> new SparkPeer(SparkPeer.parquet(RegexpReads::oneUdf));
            case "duckdb" -> new DuckDbPeer();
            case "sluice-noop" -> new SparkPeer(SparkPeer.noop(SluiceReads::requestColumns));
            case "sluice-all-noop" -> new SparkPeer(SparkPeer.noop(SluiceReads::allColumns));
            case "sluice-slice-noop" -> new SparkPeer(SparkPeer.noop(SluiceReads::slice));
            case "gunzip" -> new GunzipPeer();
            default -> throw new IllegalArgumentException("Cannot find peer " + name);
        };
    }

    /** The paths as Spark and others take them. */
    static String[] names(List<Path> files) {
        return files.stream().map(Path::toString).toArray(String[]::new);
    }
}
