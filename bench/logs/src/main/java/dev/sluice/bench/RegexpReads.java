package dev.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.udf;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;

/** What one writes with Spark alone. */
final class RegexpReads {
    private static final String CLOCK = "dd/MMM/yyyy:HH:mm:ss Z";

    private RegexpReads() {}

    /** regexp_extract for each field, and casts. */
    static Dataset<Row> columns(SparkSession spark, List<Path> files) {
        Column[] columns = new Column[Peer.GROUPS.size()];
        for (int i = 0; i < columns.length; i++) {
            String name = Peer.GROUPS.get(i);
            Column text = regexp_extract(col("value"), Peer.PATTERN, i + 1);
            Column typed = switch (name) {
                case "ts" -> try_to_timestamp(text, lit(CLOCK));
                case "status" -> text.try_cast("int");
                case "bytes" -> text.try_cast("bigint");
                default -> text;
            };
            columns[i] = typed.as(name);
        }
        return spark.read().text(Peer.names(files)).select(columns);
    }

    /** One UDF that matches once and gives a struct. */
    static Dataset<Row> oneUdf(SparkSession spark, List<Path> files) {
        DataType type = DataType.fromDDL("host string, user string, ts timestamp, request string, status int, "
                + "bytes bigint, referer string, user_agent string");
        // Not deterministic, or Spark may run it once for each field of the struct.
        UserDefinedFunction parse = udf(new Parse(), type).asNondeterministic();
        return spark.read()
                .text(Peer.names(files))
                .select(parse.apply(col("value")).as("line"))
                .select("line.*");
    }

    private static final class Parse implements UDF1<String, Row> {
        private static final long serialVersionUID = 1L;
        private static final Pattern LINE = Pattern.compile(Peer.PATTERN);
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(CLOCK, Locale.ENGLISH);

        @Override
        public Row call(String line) {
            Matcher fields = LINE.matcher(line);
            if (!fields.matches()) {
                return null;
            }
            return RowFactory.create(
                    fields.group(1),
                    fields.group(2),
                    time(fields.group(3)),
                    fields.group(4),
                    Integer.valueOf(fields.group(5)),
                    fields.group(6).equals("-") ? null : Long.valueOf(fields.group(6)),
                    fields.group(7),
                    fields.group(8));
        }

        private static Timestamp time(String text) {
            try {
                return Timestamp.from(OffsetDateTime.parse(text, TIME).toInstant());
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }
}
