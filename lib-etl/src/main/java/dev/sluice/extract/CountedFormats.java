package dev.sluice.extract;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.avro.AvroFileFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.json.JsonFileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/**
 * Spark's own file formats with a {@link SplitCounting} around their readers. No condition is pushed into a reader,
 * for rows that it left out would not be counted; Spark applies each condition behind the reader anyway.
 */
final class CountedFormats {
    private CountedFormats() {}

    static FileFormat of(FilesSource.Format format, SplitCounting counting) {
        return switch (format) {
            case PARQUET -> new Parquet(counting);
            case ORC -> new Orc(counting);
            case AVRO -> new Avro(counting);
            case CSV -> new Csv(counting);
            case JSON -> new Json(counting);
            case TEXT -> new Text(counting);
        };
    }

    @SuppressWarnings("unchecked")
    private static Seq<Filter> none() {
        return (Seq<Filter>) (Seq<?>) Nil$.MODULE$;
    }

    private static final class Parquet extends ParquetFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Parquet(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.around(
                    super.buildReaderWithPartitionValues(spark, all, partitions, wanted, none(), options, hadoop));
        }
    }

    private static final class Orc extends OrcFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Orc(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.around(
                    super.buildReaderWithPartitionValues(spark, all, partitions, wanted, none(), options, hadoop));
        }
    }

    private static final class Avro extends AvroFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Avro(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.around(
                    super.buildReaderWithPartitionValues(spark, all, partitions, wanted, none(), options, hadoop));
        }
    }

    private static final class Text extends TextFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Text(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.around(
                    super.buildReaderWithPartitionValues(spark, all, partitions, wanted, none(), options, hadoop));
        }
    }

    private static final class Csv extends CSVFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Csv(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.judging(
                    super.buildReaderWithPartitionValues(spark, all, partitions, all, none(), options, hadoop),
                    all,
                    wanted);
        }
    }

    private static final class Json extends JsonFileFormat {
        private static final long serialVersionUID = 1L;
        private final SplitCounting counting;

        Json(SplitCounting counting) {
            this.counting = counting;
        }

        @Override
        public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
                SparkSession spark,
                StructType all,
                StructType partitions,
                StructType wanted,
                Seq<Filter> filters,
                Map<String, String> options,
                Configuration hadoop) {
            return counting.judging(
                    super.buildReaderWithPartitionValues(spark, all, partitions, all, none(), options, hadoop),
                    all,
                    wanted);
        }
    }
}
