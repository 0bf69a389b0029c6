package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Location;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lists a {@link FileSet} into a file of JSON lines, one file at a time, folders in the order of their names. Below
 * folders and wildcards, names that begin with "." or "_" are left out. Symbolic links are followed, a folder that
 * was seen is not entered again.
 */
final class FileListing {
    /** Columns: path STRING ({@link FilePin#uri}), size BIGINT, modified BIGINT. */
    static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("modified", DataTypes.LongType);

    /** What {@link #tagged} has besides: STRING, null where the store tells none. */
    static final String ETAG = "etag";

    private final Configuration configuration;
    private final FileSet set;
    private final Instant youngest;
    private final Remarks remarks;
    private final List<PathGlob> excluded;
    private final Set<String> entered = new HashSet<>();
    private long seen;
    private long written;

    private FileListing(Configuration configuration, FileSet set, Instant now, Remarks remarks) {
        this.configuration = configuration;
        this.set = set;
        this.youngest = now.minus(set.settle());
        this.remarks = remarks;
        this.excluded = set.excluded();
    }

    /**
     * Writes the listing, and another of the files that are too young; tells how many files the first one holds.
     *
     * @throws Fault INPUT_MISSING when no file matches, NOT_ALLOWED, INPUT_OUTPUT
     */
    static long write(Configuration configuration, FileSet set, Instant now, Path target, Remarks remarks) {
        FileListing listing = new FileListing(configuration, set, now, remarks);
        try (JsonGenerator ready = lines(target);
                JsonGenerator young = lines(ofYoung(target))) {
            for (Location location : set.paths()) {
                listing.add(location, ready, young);
            }
        } catch (AccessControlException | java.nio.file.AccessDeniedException e) {
            throw new Fault(Code.NOT_ALLOWED, "Cannot list files: " + e.getMessage() + " (give read access)", e);
        } catch (UnsupportedFileSystemException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot list files: " + set.paths() + ": " + e.getMessage()
                            + " (correct the path, or put that store's connector on the class path)",
                    e);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot list files: " + e.getMessage(), e);
        }
        if (listing.seen == 0) {
            throw new Fault(
                    Code.INPUT_MISSING,
                    "Cannot find a file that matches: " + set.paths()
                            + " (correct paths, or look whether exclude takes all away)");
        }
        return listing.written;
    }

    private void add(Location location, JsonGenerator ready, JsonGenerator young) throws IOException {
        long before = seen;
        org.apache.hadoop.fs.Path path = path(location);
        FileSystem files = Content.raw(path.getFileSystem(configuration));
        FileStatus literal = Globs.status(files, path);
        if (literal != null) {
            take(files, literal, ready, young);
        } else {
            for (FileStatus one : Globs.matches(files, path)) {
                if (!hidden(one)
                        || path.getName().startsWith(one.getPath().getName().substring(0, 1))) {
                    take(files, one, ready, young);
                }
            }
        }
        if (seen == before && set.paths().size() > 1) {
            remarks.add("NOTHING_MATCHES", location.uri(), "no file is there");
        }
    }

    private static org.apache.hadoop.fs.Path path(Location location) {
        return location.uri().startsWith("/")
                ? new org.apache.hadoop.fs.Path("file", null, location.uri())
                : new org.apache.hadoop.fs.Path(location.uri());
    }

    private void take(FileSystem files, FileStatus one, JsonGenerator ready, JsonGenerator young) throws IOException {
        if (!one.isDirectory()) {
            file(one, ready, young);
        } else if (entered.add(real(one.getPath()))) {
            for (FileStatus child : Globs.sorted(files.listStatus(one.getPath()))) {
                if (!hidden(child)) {
                    take(files, child, ready, young);
                }
            }
        }
    }

    private static String real(org.apache.hadoop.fs.Path folder) throws IOException {
        boolean local = "file".equals(folder.toUri().getScheme());
        return local ? new File(folder.toUri().getPath()).getCanonicalPath() : FilePin.uri(folder);
    }

    private static boolean hidden(FileStatus one) {
        String name = one.getPath().getName();
        return name.startsWith(".") || name.startsWith("_");
    }

    private void file(FileStatus one, JsonGenerator ready, JsonGenerator young) throws IOException {
        String whole = one.getPath().toUri().getPath();
        if (excluded.stream().anyMatch(glob -> glob.matches(whole))) {
            return;
        }
        seen++;
        String path = FilePin.uri(one.getPath());
        if (one.getLen() == 0) {
            remarks.add("EMPTY", path, "has no bytes");
        } else if (one.getModificationTime() > youngest.toEpochMilli()) {
            remarks.add("TOO_YOUNG", path, "was modified less than " + set.settle() + " before the plan and waits");
            line(one, path, young);
        } else {
            written++;
            line(one, path, ready);
        }
    }

    /** With the etag where the store's listing has one. */
    private static void line(FileStatus one, String path, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeNumberField("size", one.getLen());
        json.writeNumberField("modified", one.getModificationTime());
        if (one instanceof EtagSource tagged && tagged.getEtag() != null) {
            json.writeStringField(ETAG, tagged.getEtag());
        }
        json.writeEndObject();
    }

    private static JsonGenerator lines(Path file) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8);
        json.setRootValueSeparator(new SerializedString("\n"));
        return json;
    }

    private static Path ofYoung(Path listing) {
        return listing.resolveSibling("young.json");
    }

    /** The files of a listing, each once; columns as {@link #SCHEMA}. */
    static Dataset<Row> read(SparkSession spark, Path listing) {
        return read(spark, listing, SCHEMA);
    }

    /** The same in the driver, for few files. */
    static List<Row> rows(Path listing) {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (MappingIterator<JsonNode> lines =
                new JsonMapper().readerFor(JsonNode.class).readValues(listing.toFile())) {
            while (lines.hasNext()) {
                JsonNode one = lines.next();
                String path = one.get("path").textValue();
                Object[] row = {
                    path, one.get("size").longValue(), one.get("modified").longValue()
                };
                rows.putIfAbsent(path, new GenericRowWithSchema(row, SCHEMA));
            }
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read the listing of files: " + listing, e);
        }
        return List.copyOf(rows.values());
    }

    /** The same with {@link #ETAG}. */
    static Dataset<Row> tagged(SparkSession spark, Path listing) {
        return read(spark, listing, SCHEMA.add(ETAG, DataTypes.StringType));
    }

    private static Dataset<Row> read(SparkSession spark, Path listing, StructType schema) {
        return spark.read()
                .schema(schema)
                .option("__globPaths__", "false")
                .json(Scratch.local(listing))
                .dropDuplicates("path");
    }

    /** The files that were too young for a listing; column place STRING. */
    static Dataset<Row> young(SparkSession spark, Path listing) {
        return read(spark, ofYoung(listing)).select(functions.col("path").as("place"));
    }

    /** Makes a folder below the run's scratch folder that nobody else uses. */
    static Path folder(Path scratch) {
        try {
            return Files.createTempDirectory(Files.createDirectories(scratch), "files-");
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make a scratch folder: " + scratch, e);
        }
    }
}
