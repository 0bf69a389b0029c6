package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A file as a plan saw it: the JSON in {@link dev.sluice.slice.Item#detail()} and in the receipt's entry.
 *
 * @param path as {@link #uri}: percent-encoded, so that each odd name comes back as it was
 * @param size bytes on disk; the file is read to here and no further
 * @param modified milliseconds since the epoch
 * @param length uncompressed bytes, -1 when not known yet
 * @param version {@link ContentHash#version()} of the content, empty when not known yet
 * @param prefixLength the first min(length, {@value #PREFIX}) bytes
 * @param prefixHash their hash, which only nominates
 * @param prefixSum their CRC-32C, by which most hashes need not be made
 * @param anchors {@link Anchors} of them
 */
public record FilePin(
        String path,
        long size,
        long modified,
        long length,
        String version,
        int prefixLength,
        String prefixHash,
        int prefixSum,
        List<Integer> anchors) {
    /** No more than this many bytes are hashed to nominate. */
    public static final int PREFIX = 4096;

    /** The components as columns, to read and write the JSON in a query. */
    static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("modified", DataTypes.LongType)
            .add("length", DataTypes.LongType)
            .add("version", DataTypes.StringType)
            .add("prefixLength", DataTypes.IntegerType)
            .add("prefixHash", DataTypes.StringType)
            .add("prefixSum", DataTypes.IntegerType)
            .add("anchors", DataTypes.createArrayType(DataTypes.IntegerType));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Reads an item's or an entry's detail. */
    public static FilePin read(String json) {
        try {
            return MAPPER.readValue(json, FilePin.class);
        } catch (JsonProcessingException e) {
            throw new Fault(
                    Code.INTERNAL, "Cannot read a file's pin: " + json + " (was it written by a files source?)", e);
        }
    }

    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write a file's pin: " + path, e);
        }
    }

    /** A file of which no more is known than its listing tells. */
    static FilePin listed(String path, long size, long modified) {
        return new FilePin(path, size, modified, -1, "", 0, "", 0, List.of());
    }

    /** The pin once the content was read whole. */
    public FilePin withContent(String known) {
        long read = Long.parseLong(known.substring(0, known.indexOf('-')));
        return new FilePin(path, size, modified, read, known, prefixLength, prefixHash, prefixSum, anchors);
    }

    /** The file, for Hadoop. */
    public Path location() {
        return path(path);
    }

    static Path path(String uri) {
        return new Path(URI.create(uri));
    }

    /** The one way to write a path: an empty authority is left out, odd characters are percent-encoded. */
    public static String uri(Path path) {
        URI uri = path.toUri();
        String authority = uri.getAuthority() == null || uri.getAuthority().isEmpty() ? null : uri.getAuthority();
        try {
            return new URI(uri.getScheme(), authority, uri.getPath(), null, null).toString();
        } catch (URISyntaxException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot name file as a URI: " + path + " (rename it)", e);
        }
    }
}
