package dev.sluice.slice;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * The smallest part of an input that can be read again and replaced by itself.
 *
 * <p>As rows of a table (items may be millions) it has the columns of {@link #SCHEMA}, in this order.
 *
 * @param id stable identity within the job
 * @param version what of it there is to read; empty when only reading tells (the {@code Tally} then does)
 * @param bytes estimated uncompressed size, for packing
 * @param place sort key of the stable order in which items are packed, such as a path or a day
 * @param detail JSON that only the source reads, such as path and planned length; kept in the receipt
 */
public record Item(String id, Optional<String> version, long bytes, String place, String detail) {
    /** Columns: id STRING, version STRING (null when unknown), bytes BIGINT, place STRING, detail STRING. */
    public static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType, false)
            .add("version", DataTypes.StringType, true)
            .add("bytes", DataTypes.LongType, false)
            .add("place", DataTypes.StringType, false)
            .add("detail", DataTypes.StringType, false);

    public Row toRow() {
        return RowFactory.create(id, version.orElse(null), bytes, place, detail);
    }

    /** Reads a row whose first columns are those of {@link #SCHEMA}. */
    public static Item of(Row row) {
        return new Item(
                row.getAs("id"),
                Optional.ofNullable(row.getAs("version")),
                row.<Long>getAs("bytes"),
                row.getAs("place"),
                row.getAs("detail"));
    }

    /**
     * The value of the column {@code _item} in a source's tables: xxhash64 of the id, as Spark's function of that
     * name computes it over a string. {@link #loadKey} turns it into what a target stores.
     */
    public long key() {
        return hash(id, 42L);
    }

    /**
     * What a target stores in {@code _item} for a source's key: Spark's {@code xxhash64(job, load, key)}.
     */
    public static long loadKey(LoadId load, long key) {
        return XXH64.hashLong(key, hash(load.load(), hash(load.job(), 42L)));
    }

    /** The same of a column. A null fails the query, for nobody could take such a row out again. */
    public static Column loadKey(LoadId load, Column key) {
        Column hash =
                functions.xxhash64(functions.lit(load.job()), functions.lit(load.load()), key.cast(DataTypes.LongType));
        return functions
                .when(
                        key.isNull(),
                        functions.raise_error(
                                functions.lit(
                                        "_item is null, so that load " + load.load()
                                                + " could never replace the row: join onto the source's rows, not the other way round")))
                .otherwise(hash);
    }

    private static long hash(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, seed);
    }
}
