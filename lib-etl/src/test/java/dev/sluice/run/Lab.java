package dev.sluice.run;

import dev.sluice.Child;
import dev.sluice.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A folder with input files, a job file over them and two loads, one of each kind that ships. */
public final class Lab {
    /** JSON lines with id BIGINT and name STRING, into Iceberg and into Parquet files. */
    public static final String CONF = """
            job = orders
            state = "state"
            catalog.LAKE.warehouse = "lake"
            extract.orders {
              type = files, format = json, paths = ["in/*.json*"], settle = 0s, schema = "id BIGINT, name STRING"
            }
            slice { max-count = 2 }
            transform = [
              { name = named, type = sql, sql = "SELECT id, upper(name) AS name, _item FROM orders" }
            ]
            load = [
              { name = table, from = named, type = iceberg, table = LAKE.shop.orders }
              { name = files, from = named, type = files, path = "out" }
            ]
            check { max-rejects = 0 }
            retry.first-wait = 20ms
            """;

    private final Path folder;
    private final String catalog =
            "lake" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private SparkSession spark;

    public Lab(Path folder) {
        this.folder = folder;
        conf(CONF);
    }

    public Path folder() {
        return folder;
    }

    public Path confFile() {
        return folder.resolve("job.conf");
    }

    public String table() {
        return catalog + ".shop.orders";
    }

    /** Writes the job file; LAKE stands for a catalog name of this lab's own. */
    public void conf(String text) {
        write("job.conf", text.replace("LAKE", catalog));
    }

    /** The job file as it is, for a change of it. */
    public String text() {
        try {
            return Files.readString(confFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path warehouse) {
        try {
            Files.createDirectories(warehouse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            // Sizes alone may not tell two versions apart, and a clock's tick may be coarse.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600 - content.hashCode() % 60)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JSON line per pair id, name. */
    public void orders(String file, Object... idsAndNames) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < idsAndNames.length; i += 2) {
            lines.append("{\"id\": %s, \"name\": \"%s\"}\n".formatted(idsAndNames[i], idsAndNames[i + 1]));
        }
        write("in/" + file, lines.toString());
    }

    public Job job() {
        return JobFile.read(confFile(), BuiltIn.kinds(), Map.of());
    }

    public SparkSession spark() {
        if (spark == null) {
            spark = session(job());
        }
        return spark;
    }

    /** A session with a job's catalogs. */
    private static SparkSession session(Job job) {
        job.warehouses().forEach(Lab::make);
        job.spark().forEach((key, value) -> {
            if (key.startsWith("spark.sql.catalog.")) {
                // What new sessions begin with: a slice is read in one of its own.
                LocalSpark.session().sharedState().conf().set(key, value);
            }
        });
        return LocalSpark.session().newSession();
    }

    /** Runs a job whose file is not this lab's. */
    public static Report run(Job job) {
        String id = "r" + UUID.randomUUID().toString().substring(0, 6);
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "1.0.0");
        return new Runner(session(job), job, request, job.runFolder(id), new RunListener() {}).run();
    }

    /** Asks what such a job has published; its loads are views. */
    public static List<Row> query(Job job, String query) {
        SparkSession session = session(job);
        job.loads()
                .forEach(load -> load.sink()
                        .published(session)
                        .ifPresent(rows -> rows.createOrReplaceTempView("`" + load.name() + "`")));
        return session.sql(query).collectAsList();
    }

    /** Lets go of the catalog's open file, after its folder was replaced. */
    public void reopen() {
        spark = null;
    }

    public Report run() {
        return runner("r" + UUID.randomUUID().toString().substring(0, 6), new RunListener() {})
                .run();
    }

    public Report run(RunListener listener) {
        return runner("r" + UUID.randomUUID().toString().substring(0, 6), listener)
                .run();
    }

    public Runner runner(String id, RunListener listener) {
        Job job = job();
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "1.0.0");
        return new Runner(spark(), job, request, job.runFolder(id), listener);
    }

    public long reprocess(String glob) {
        Request request = new Request("x", Instant.now(), Optional.empty(), Optional.empty(), "1.0.0");
        return new Reprocess(Optional.of(glob), Optional.empty(), Optional.empty(), Optional.empty())
                .retire(spark(), job(), request);
    }

    public Dataset<Row> tableRows() {
        return spark().sql("SELECT id, name FROM " + table());
    }

    /** "id name" of each row of the Iceberg table, sorted. */
    public List<String> inTable() {
        spark().catalog().refreshTable(table());
        return texts(tableRows());
    }

    /** "id name" of each row of the Parquet files, sorted. */
    public List<String> inFiles() {
        return texts(spark().read().parquet(folder.resolve("out").toString()).select("id", "name"));
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .sorted()
                .collect(Collectors.toList());
    }

    /** Runs the command line in a JVM of its own, which a failpoint may kill; answers its exit status. */
    public int child(Duration patience, List<String> jvm, String... arguments) {
        return Child.start(folder, jvm, arguments).await(patience);
    }
}
