package dev.sluice.extract;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The work of {@link Heads} on rows. */
final class HeadRows {
    /** What a first look tells; the columns of {@link FileListing#SCHEMA} first. */
    static final Encoder<Row> OPENED = Encoders.row(FileListing.SCHEMA
            .add("prefixLength", DataTypes.IntegerType)
            .add("prefixHash", DataTypes.StringType)
            .add("prefixSum", DataTypes.IntegerType)
            .add("anchors", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("damaged", DataTypes.BooleanType)
            .add("estimate", DataTypes.LongType)
            .add("whole", DataTypes.LongType));

    /** A hash at one of several lengths. */
    static final Encoder<Row> PREFIXES = Encoders.row(new StructType()
            .add("path", DataTypes.StringType)
            .add("prefixLength", DataTypes.IntegerType)
            .add("prefixHash", DataTypes.StringType));

    /** A content that was read whole. */
    static final Encoder<Row> WHOLE = Encoders.row(new StructType()
            .add("path", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("length", DataTypes.LongType)
            .add("beginnings", DataTypes.createArrayType(DataTypes.StringType)));

    /** Beginnings of a content. */
    static final Encoder<Row> BEGINNINGS = Encoders.row(new StructType()
            .add("path", DataTypes.StringType)
            .add("more", DataTypes.createArrayType(DataTypes.StringType)));

    private HeadRows() {}

    static MapPartitionsFunction<Row, Row> heads(Heads heads) {
        return rows -> each(rows, row -> {
            String path = row.getAs("path");
            long size = row.<Long>getAs("size");
            Heads.Head head = heads.head(path, size);
            return Stream.of(RowFactory.create(
                    path,
                    size,
                    row.getAs("modified"),
                    head.length(),
                    head.hash(),
                    head.sum(),
                    seq(head.anchors()),
                    head.damaged(),
                    head.estimate(),
                    head.whole()));
        });
    }

    static MapPartitionsFunction<Row, Row> shorter(Heads heads, Broadcast<ShortPrefixes> some) {
        return rows -> each(rows, row -> {
            String path = row.getAs("path");
            return heads
                    .shorter(path, row.<Long>getAs("size"), row.<Integer>getAs("prefixLength"), some.value())
                    .stream()
                    .map(prefix -> RowFactory.create(path, prefix.length(), prefix.hash()));
        });
    }

    static MapPartitionsFunction<Row, Row> whole(Heads heads) {
        return rows -> each(rows, row -> {
            String path = row.getAs("path");
            Heads.Whole whole = heads.whole(path, row.<Long>getAs("size"), lengths(row));
            return Stream.of(RowFactory.create(path, whole.version(), whole.length(), seq(whole.beginnings())));
        });
    }

    static MapPartitionsFunction<Row, Row> beginnings(Heads heads) {
        return rows -> each(rows, row -> {
            String path = row.getAs("path");
            List<String> found = heads.beginnings(path, row.<Long>getAs("size"), lengths(row));
            return Stream.of(RowFactory.create(path, seq(found)));
        });
    }

    private static scala.collection.immutable.Seq<?> seq(Collection<?> values) {
        return CollectionConverters.asScala(values).toSeq();
    }

    private static List<Long> lengths(Row row) {
        int column = row.fieldIndex("lengths");
        return row.isNullAt(column) ? List.of() : row.getList(column);
    }

    private static Iterator<Row> each(Iterator<Row> rows, Function<Row, Stream<Row>> work) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
                .flatMap(work)
                .iterator();
    }
}
