package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Fault;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Slice;
import dev.sluice.stores.Postgresql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What PostgreSQL would round or cut without a word on its way into a table that is there. */
final class TestPostgresqlLoss {
    private static final String TABLE =
            "CREATE TABLE loss (lost1 numeric(10,2), lost2 integer, lost3 numeric, lost4 timestamp(0), lost5 date,"
                    + " lost6 timestamptz, lost7 timestamp, lost8 real, lost9 double precision, lost10 numeric(10,2),"
                    + " lost11 date, lost12 timestamp, lost13 bytea, lost14 time(0), lost15 bit(3), lost16 name,"
                    + " lost17 numeric(50,10), lost18 time, lost19 timestamptz(3), lost20 money,"
                    + " kept1 numeric(18,6), kept2 bigint, kept3 numeric, kept4 timestamp, kept5 timestamptz,"
                    + " kept6 double precision, kept7 text, kept8 varchar(40), kept9 uuid, kept10 jsonb, kept11 numeric,"
                    + " kept12 interval, kept13 inet, kept14 text[], kept15 time, kept16 char(3), kept17 bit(3),"
                    + " kept18 money, kept19 timestamp)";

    private static final Pattern LOSS = Pattern.compile("(\\w+) \\S+ into ");

    @Test
    void tellsEveryColumnThatLosesAndNoOther() throws SQLException {
        execute(TABLE);
        SparkSession spark = LocalSpark.session();
        Dataset<Row> rows = spark.sql("SELECT 1.123456BD lost1, 1.5D lost2, 1.5D lost3,"
                + " timestamp_ntz'2024-01-01 00:00:00.5' lost4, timestamp_ntz'2024-01-01 12:00:00' lost5,"
                + " timestamp_ntz'2024-01-01' lost6, timestamp'2024-01-01' lost7, 1.1D lost8, 1L lost9, '1.239' lost10,"
                + " '2024-01-01 12:00' lost11, '2024-01-01' lost12, 'x' lost13, '12:00:00.6' lost14, 5 lost15,"
                + " 'n' lost16, '1' lost17, timestamp_ntz'2024-01-01' lost18, timestamp'2024-01-01' lost19,"
                + " 1.239BD lost20,"
                + " 1.123456BD kept1, 1 kept2, 1.123456BD kept3, timestamp_ntz'2024-01-01 00:00:00.5' kept4,"
                + " timestamp'2024-01-01' kept5, 1 kept6, 1.1D kept7, timestamp'2024-01-01' kept8,"
                + " '00000000-0000-0000-0000-000000000001' kept9, '{}' kept10, '1e300' kept11, 'P1D' kept12,"
                + " '::1' kept13, '{a}' kept14, '12:00:00.6' kept15, 'abc' kept16, '101' kept17, '$1.23' kept18,"
                + " date'2024-01-01' kept19");
        JdbcSink sink =
                new JdbcSink(Postgresql.server(), "loss", Mode.APPEND, List.of(), Optional.empty(), Contract.USUAL);
        Target target = sink.open(spark, DatabaseCase.LOAD);
        Publication what = new Publication(
                DatabaseCase.LOAD,
                new Slice("s1", 1, List.of(), List.of("shop")),
                UUID.randomUUID().toString(),
                Set.of());
        assertThatThrownBy(() -> target.stage(spark, rows, what))
                .isInstanceOf(Fault.class)
                .satisfies(fault -> assertThat(named(fault.getMessage()))
                        .containsExactly(List.of(rows.columns()).stream()
                                .filter(name -> name.startsWith("lost"))
                                .toArray(String[]::new)))
                .hasMessageContaining("lost1 decimal(7,6) into numeric(10,2), ")
                .hasMessageContaining("lost4 timestamp_ntz into timestamp(0), ");
    }

    private static List<String> named(String message) {
        List<String> names = new ArrayList<>();
        for (Matcher found = LOSS.matcher(message.substring(message.indexOf("to fit: "))); found.find(); ) {
            names.add(found.group(1));
        }
        return names;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Postgresql.server().connector().open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
