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
 * version "size-modified", the detail a {@link FilePin} without content. A file that was renamed or copied is another
 * item; one that was written over with as many bytes in the same millisecond is not seen to have changed.
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
        Dataset<Row> items = FileListing.read(spark, listing)
                .map((MapFunction<Row, Row>) ListedFiles::item, Encoders.row(Item.SCHEMA));
        return new Items(items, Optional.of(FileListing.young(spark, listing)), remarks.all());
    }

    private static Row item(Row file) {
        FilePin pin = FilePin.listed(file.getAs("path"), file.<Long>getAs("size"), file.<Long>getAs("modified"));
        String version = pin.size() + "-" + pin.modified();
        return new Item(pin.path(), Optional.of(version), pin.size(), pin.path(), pin.toJson()).toRow();
    }
}
