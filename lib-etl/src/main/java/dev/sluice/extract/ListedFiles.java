package dev.sluice.extract;

import dev.sluice.slice.Item;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Files as items by what their listing tells, for sources that do not read them whole: the id is {@link FilePin#uri}, the
 * version "size-etag" where the store has etags (RFC 9110, 8.8.3; object stores do) and "size-modified" elsewhere, the
 * detail a {@link FilePin} without content. A file that was renamed or copied is another item. Without an etag one that was
 * written over with as many bytes in the same millisecond is not seen to have changed; with one, a file that was put there
 * again with the same content is not done again where the store makes the etag of the content.
 */
public final class ListedFiles {
    private ListedFiles() {}

    /**
     * Lists items; opens no file.
     *
     * @throws dev.sluice.fault.Fault INPUT_MISSING when no file matches
     */
    public static Items list(SparkSession spark, FileSet set, Scope scope) {
        Remarks remarks = new Remarks();
        Path listing = FileListing.folder(scope.scratch()).resolve("listing.json");
        FileListing.write(spark.sparkContext().hadoopConfiguration(), set, scope.now(), listing, remarks);
        Dataset<Row> items = FileListing.tagged(spark, listing)
                .map((MapFunction<Row, Row>) ListedFiles::item, Encoders.row(Item.SCHEMA));
        return new Items(items, Optional.of(FileListing.young(spark, listing)), remarks.all());
    }

    private static Row item(Row file) {
        FilePin pin = FilePin.listed(file.getAs("path"), file.<Long>getAs("size"), file.<Long>getAs("modified"));
        String etag = file.getAs(FileListing.ETAG);
        String version = pin.size() + "-" + (etag == null ? pin.modified() : etag);
        return new Item(pin.path(), Optional.of(version), pin.size(), pin.path(), pin.toJson()).toRow();
    }
}
