package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Target;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** H2 by its driver alone: what a database gets that nobody wrote a dialect for. */
final class TestH2 extends DatabaseContract {
    @Override
    protected Server server() {
        return Server.of("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty());
    }

    @Test
    void itsOwnTypesAreReadAsTextAndRefusedWhereATextIsNotTheSame() {
        DatabaseCase table = DatabaseCase.of(server(), "OWN", Mode.APPEND);
        table.execute(
                "CREATE TABLE OWN (\"name\" DECFLOAT(20), \"value\" INTEGER, T TIME(6), I INTERVAL DAY TO SECOND(6), J JSON,"
                        + " E ENUM('a', 'b'), A INTEGER ARRAY, D DECIMAL(50, 10))",
                "INSERT INTO OWN VALUES (1.5E-100, 1, '23:59:59.999999', INTERVAL '1 02:03:04.000005' DAY TO SECOND,"
                        + " JSON '{\"a\": 1.10}', 'b', ARRAY[1, NULL], 1e39 + 0.1)");
        StructType texts = table.spark
                .sql("SELECT '' AS name, '' T, '' I, '' J, '' E, '' A, '' D")
                .schema();
        assertThat(table.sink.stored(table.spark, texts).collectAsList())
                .extracting(row -> row.mkString("|"))
                .containsExactly("1.5E-100|23:59:59.999999|INTERVAL '1 02:03:04.000005' DAY TO SECOND|{\"a\":1.10}|b"
                        + "|[1, null]|1000000000000000000000000000000000000000.1000000000");
        Dataset<Row> json = table.spark.sql("SELECT 1 AS value, '{}' AS J");
        Target target = table.open();
        assertThatThrownBy(() -> table.stage(target, json, List.of("a"))).hasMessageContaining("J string into JSON (");
    }
}
