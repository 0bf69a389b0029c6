package dev.sluice.load.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real name node and a data node in a JVM of their own, on loopback. Its jars would clash with Spark's on one class
 * path, so the build lays them into a folder of their own with -Pchaos.
 */
final class HdfsCluster implements AutoCloseable {
    private static final Path JARS = Path.of("target", "hdfs-cluster").toAbsolutePath();
    private static final Pattern PORT = Pattern.compile("\"namenode_port\":\\s*(\\d+)");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final Process process;
    private final int port;

    private HdfsCluster(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean available() {
        return Files.isDirectory(JARS);
    }

    static HdfsCluster start(Path folder) throws IOException {
        Path details = folder.resolve("cluster.json");
        try (Stream<Path> jars = Files.list(JARS)) {
            String classPath = jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dtest.build.data=" + folder.resolve("data"),
                            "-cp",
                            classPath,
                            "org.apache.hadoop.test.MiniDFSClusterManager",
                            "-format",
                            "-nnport",
                            "0",
                            "-datanodes",
                            "1",
                            "-writeDetails",
                            details.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("cluster.log").toFile())
                    .start();
            return new HdfsCluster(process, port(process, details));
        }
    }

    private static int port(Process process, Path details) throws IOException {
        long begun = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - begun < PATIENCE_NANOS) {
            if (Files.exists(details)) {
                Matcher port = PORT.matcher(Files.readString(details));
                if (port.find()) {
                    return Integer.parseInt(port.group(1));
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        process.destroyForcibly();
        throw new AssertionError("the cluster did not start");
    }

    String uri(String path) {
        return "hdfs://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
