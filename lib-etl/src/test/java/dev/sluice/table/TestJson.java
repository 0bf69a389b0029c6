package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class TestJson {
    private final SparkSession spark = LocalSpark.session().newSession();

    private Dataset<Row> there(Dataset<Row> rows) {
        return rows.select(Arrays.stream(rows.schema().fields())
                .map(field ->
                        Json.text(functions.col(field.name()), field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    }

    private Dataset<Row> andBack(Dataset<Row> rows) {
        return there(rows)
                .select(Arrays.stream(rows.schema().fields())
                        .map(field -> Json.value(functions.col(field.name()), field.dataType())
                                .as(field.name()))
                        .toArray(Column[]::new));
    }

    /** All values, bytes and NaN too. */
    private static String shown(Dataset<Row> rows) {
        return rows.withColumn("x", functions.expr("transform_keys(x, (k, v) -> hex(k))"))
                .collectAsList()
                .toString();
    }

    @Test
    void valuesComeBackAsTheyWentInWhateverTheKeysOfTheirMapsAre() {
        // A zone in which an hour comes twice, and of whose old offset JSON has no seconds.
        spark.conf().set("spark.sql.session.timeZone", "Europe/Moscow");
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        Dataset<Row> rows = spark.sql("""
                SELECT map(-1, 'a', 2, NULL) AS i,
                    map(date'1582-10-10', 1Y, date'0001-01-01', 2Y) AS d,
                    map(timestamp'1800-01-01 00:00:00.000001Z', 1, timestamp'2010-10-30 22:30:00Z', 2,
                        timestamp'2010-10-30 23:30:00Z', 3) AS t,
                    map(timestamp_ntz'2024-01-01 00:00:00.000001', timestamp'1800-01-01 00:00:00.000001Z') AS l,
                    map(X'00FF', map(1.10BD, double('NaN')), X'', map(0.01BD, double('-Infinity'))) AS x,
                    map(double('NaN'), array(map(true, 'b')), 4.9E-324D, NULL) AS f,
                    map(named_struct('a', 1, 'b', array(1L)), 'c') AS s,
                    array(named_struct('a.b', map(1S, timestamp_ntz'2024-01-01 00:00:00.000001'), 'n', NULL), NULL) AS a,
                    named_struct('m', map(1L, CAST(NULL AS MAP<INT, STRING>)), 'q', map('\\"', '')) AS n,
                    CAST(map() AS MAP<INT, INT>) AS e
                UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                """);
        assertThat(andBack(rows).schema().simpleString())
                .isEqualTo(rows.schema().simpleString());
        assertThat(shown(andBack(rows))).isEqualTo(shown(rows));
        assertThat(there(rows.limit(1)).select("i", "d", "t", "x").first().mkString(" "))
                .isEqualTo("{\"-1\":\"a\",\"2\":null} {\"1582-10-10\":1,\"0001-01-01\":2}"
                        + " {\"1800-01-01T00:00:00.000001Z\":1,\"2010-10-30T22:30:00.000000Z\":2,\"2010-10-30T23:30:00.000000Z\":3}"
                        + " {\"AP8=\":{\"1.10\":\"NaN\"},\"\":{\"0.01\":\"-Infinity\"}}");
    }
}
