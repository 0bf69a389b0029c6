package dev.sluice.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** All files of a set as one item, pinned by their listing: its version tells paths, sizes and times. */
final class WholeFiles {
    /** The id of the one item. */
    static final String ALL = "all";

    private static final String FILES = "files";
    private static final JsonMapper MAPPER = new JsonMapper();

    private WholeFiles() {}

    /**
     * @throws Fault INPUT_MISSING when no file matches
     */
    static Items list(SparkSession spark, FileSet set, Scope scope) {
        Remarks remarks = new Remarks();
        Path listing = FileListing.folder(scope.scratch()).resolve("listing.json");
        FileListing.write(spark.sparkContext().hadoopConfiguration(), set, scope.now(), listing, remarks);
        List<FilePin> pins = FileListing.read(spark, listing).orderBy("path").collectAsList().stream()
                .map(row -> FilePin.listed(row.getAs("path"), row.<Long>getAs("size"), row.<Long>getAs("modified")))
                .toList();
        List<Row> items = pins.isEmpty() ? List.of() : List.of(item(pins).toRow());
        return new Items(spark.createDataFrame(items, Item.SCHEMA), remarks.all());
    }

    private static Item item(List<FilePin> pins) {
        long bytes = pins.stream().mapToLong(FilePin::size).sum();
        return new Item(ALL, Optional.of(version(pins)), bytes, ALL, detail(pins));
    }

    private static String version(List<FilePin> pins) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (FilePin pin : pins) {
                String line = pin.path() + '\n' + pin.size() + ' ' + pin.modified() + '\n';
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return pins.size() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot find SHA-256, which each Java has", e);
        }
    }

    private static String detail(List<FilePin> pins) {
        try {
            var root = MAPPER.createObjectNode();
            var files = root.putArray(FILES);
            for (FilePin pin : pins) {
                files.add(MAPPER.readTree(pin.toJson()));
            }
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write a listing of " + pins.size() + " files", e);
        }
    }

    /** The files of an item's detail: one, or all of a listing. */
    static List<FilePin> pins(String detail) {
        try {
            JsonNode files = MAPPER.readTree(detail).path(FILES);
            if (files.isMissingNode()) {
                return List.of(FilePin.read(detail));
            }
            List<FilePin> pins = new ArrayList<>();
            files.forEach(file -> pins.add(FilePin.read(file.toString())));
            return pins;
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot read a file's pin: " + detail, e);
        }
    }
}
