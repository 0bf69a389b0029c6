package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jdbc.StoreColumn;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestLossless {
    private static final List<String> TYPES = List.of(
            "boolean",
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "float",
            "double",
            "decimal(6,0)",
            "decimal(10,2)",
            "decimal(18,6)",
            "string",
            "binary",
            "date",
            "timestamp_ntz",
            "timestamp");

    /** Columns of a database: the JDBC type, its digits and scale. */
    private static final Map<String, int[]> OWN = Map.ofEntries(
            Map.entry("text", new int[] {Types.CLOB, 0, 0}),
            Map.entry("numeric", new int[] {Types.NUMERIC, 0, 0}),
            Map.entry("numeric(50,2)", new int[] {Types.NUMERIC, 50, 2}),
            Map.entry("numeric(3,-2)", new int[] {Types.NUMERIC, 3, -1}),
            Map.entry("uuid", new int[] {Types.OTHER, 0, 0}),
            Map.entry("time(6)", new int[] {Types.TIME, 15, 6}),
            Map.entry("time(0)", new int[] {Types.TIME, 8, 0}));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean       | boolean string",
                "smallint      | boolean tinyint smallint int bigint decimal(6,0)",
                "bigint        | boolean tinyint smallint int bigint decimal(6,0)",
                "float         | tinyint smallint float decimal(6,0)",
                "double        | tinyint smallint int float double decimal(6,0) decimal(10,2)",
                "decimal(10,2) | tinyint smallint int bigint decimal(6,0) decimal(10,2)",
                "decimal(38,6) | tinyint smallint int bigint decimal(6,0) decimal(10,2) decimal(18,6)",
                "binary        | binary",
                "date          | date",
                "timestamp_ntz | date timestamp_ntz",
                "timestamp     | timestamp"
            })
    void columnsOfSparksTypes(String column, String kept) {
        // A truth value goes into a decimal as into an integer only where a database has such a cast: never by us.
        assertThat(kept(place(DataType.fromDDL(column), Types.TIMESTAMP, 26, 6)))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text          | boolean tinyint smallint int bigint float double decimal(6,0) decimal(10,2)"
                        + " decimal(18,6) string date timestamp_ntz timestamp",
                "numeric       | tinyint smallint int bigint decimal(6,0) decimal(10,2) decimal(18,6) string",
                "numeric(50,2) | tinyint smallint int bigint decimal(6,0) decimal(10,2)",
                "numeric(3,-2) | ''",
                "uuid          | string",
                "time(6)       | string",
                "time(0)       | ''"
            })
    void columnsThatAreReadAsText(String column, String kept) {
        int[] own = OWN.get(column);
        assertThat(kept(place(DataTypes.StringType, own[0], own[1], own[2]))).isEqualTo(kept);
    }

    @Test
    void timesGoOnlyWhereTheirMicrosecondsHaveRoom() {
        assertThat(kept(place(DataTypes.TimestampNTZType, Types.TIMESTAMP, 19, 0)))
                .isEqualTo("date");
        assertThat(kept(place(DataTypes.TimestampType, Types.TIMESTAMP_WITH_TIMEZONE, 23, 3)))
                .isEmpty();
    }

    private static ColumnPlace place(DataType type, int jdbcType, int precision, int scale) {
        return new ColumnPlace(new StoreColumn("c", "c", type, "c"), jdbcType, precision, scale);
    }

    private static String kept(ColumnPlace place) {
        return String.join(
                " ",
                TYPES.stream()
                        .filter(type -> Lossless.holds(DataType.fromDDL(type), place))
                        .toList());
    }
}
