package dev.sluice.run;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A standalone Master and two Workers in JVMs of their own, on 127.0.0.1 and 127.0.0.2. Their SPARK_HOME is a folder of
 * links to the jars of the tests' class path.
 */
final class Cluster implements AutoCloseable {
    private final Path folder;
    private final String classPath =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final String master;

    private Cluster(Path folder, int port) {
        this.folder = folder;
        this.master = "spark://127.0.0.1:" + port;
    }

    static Cluster start(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Cluster cluster = new Cluster(folder, port);
        cluster.link();
        cluster.java(
                "127.0.0.1",
                List.of("-Xmx256m", "-Dspark.master.rest.enabled=false"),
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0"));
        for (String host : List.of("127.0.0.1", "127.0.0.2")) {
            cluster.workers.add(cluster.java(
                    host,
                    List.of("-Xmx256m"),
                    "org.apache.spark.deploy.worker.Worker",
                    List.of(
                            "--host",
                            host,
                            "--port",
                            "0",
                            "--webui-port",
                            "0",
                            "--cores",
                            "2",
                            "--memory",
                            "600m",
                            "--work-dir",
                            folder.resolve("work-" + host).toString(),
                            cluster.master)));
        }
        return cluster;
    }

    private void link() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path link = jars.resolve(Path.of(entry).getFileName());
            if (entry.endsWith(".jar") && Files.notExists(link)) {
                Files.createSymbolicLink(link, Path.of(entry));
            }
        }
    }

    /** Starts a driver with the main class of {@link ClusterDriver}. */
    Process drive(List<String> arguments) throws IOException {
        String classes = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> conf = List.of(
                "-Xmx1g",
                "-Dspark.master=" + master,
                "-Dspark.cores.max=4",
                "-Dspark.executor.memory=512m",
                "-Dspark.executor.extraClassPath=" + classes,
                "-Dspark.scheduler.minRegisteredResourcesRatio=1.0",
                "-Dspark.scheduler.maxRegisteredResourcesWaitingTime=120s",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.ui.enabled=false",
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.sql.autoBroadcastJoinThreshold=-1",
                "-Dspark.speculation=true",
                "-Dspark.speculation.interval=50ms",
                "-Dspark.speculation.quantile=0.5",
                "-Dspark.sql.warehouse.dir=" + folder.resolve("warehouse"));
        return java("127.0.0.1", conf, ClusterDriver.class.getName(), arguments);
    }

    private Process java(String host, List<String> options, String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessHandle.current()
                .info()
                .arguments()
                .ifPresent(own -> Arrays.stream(own)
                        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("--add-modules"))
                        .forEach(command::add));
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(main.substring(main.lastIndexOf('.') + 1) + "-" + host + ".log")
                        .toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", host);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Kills the second worker and its executors with signal 9. */
    void killWorker() {
        kill(workers.get(1));
    }

    private static void kill(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        below.forEach(one -> one.onExit().join());
    }

    @Override
    public void close() {
        // Workers first: a driver or master that goes would make them start or stop executors meanwhile.
        workers.forEach(Cluster::kill);
        processes.forEach(Cluster::kill);
    }
}
