package dev.sluice.stores.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The binary form of numeric, told by the server itself. */
final class TestPostgresqlNumbers {
    private static final int ROWS = 300;

    private static final int[][] SIZES = {
        {1, 0}, {1, 1}, {4, 4}, {5, 4}, {9, 2}, {9, 7}, {16, 8}, {18, 0}, {18, 1}, {18, 18}, {19, 0}, {20, 3}, {30, 15},
        {38, 0}, {38, 10}, {38, 37}, {38, 38}
    };

    @Test
    void decimalsAreWrittenAndReadAsTheServerSaysThem() throws Exception {
        StructType schema = new StructType();
        StringBuilder ddl = new StringBuilder("CREATE TABLE numbers (row bigint");
        for (int[] size : SIZES) {
            String name = "n" + size[0] + "_" + size[1];
            schema = schema.add(name, DataTypes.createDecimalType(size[0], size[1]));
            ddl.append(", ")
                    .append(name)
                    .append(" numeric(")
                    .append(size[0])
                    .append(",")
                    .append(size[1])
                    .append(")");
        }
        schema = schema.add("row", DataTypes.LongType);
        Moves.execute(Postgresql.server(), ddl + ")");
        List<BigDecimal[]> rows = rows();
        write(schema, rows);
        for (int i = 0; i < SIZES.length; i++) {
            int at = i;
            assertThat(Moves.texts(
                            Postgresql.server(), "SELECT " + schema.fieldNames()[i] + " FROM numbers ORDER BY row"))
                    .as(schema.fieldNames()[i])
                    .isEqualTo(rows.stream().map(row -> row[at].toPlainString()).toList());
        }
        assertThat(read(schema)).isEqualTo(rows.stream().map(List::of).toList());
    }

    /** Few digits, many, and long runs of nines and noughts, which is where digits of base 10000 go wrong. */
    private static List<BigDecimal[]> rows() {
        Random random = new Random(7);
        List<BigDecimal[]> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            BigDecimal[] row = new BigDecimal[SIZES.length];
            for (int i = 0; i < SIZES.length; i++) {
                BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(SIZES[i][0]));
                BigInteger value = switch (random.nextInt(4)) {
                    case 0 -> bound.subtract(BigInteger.ONE);
                    case 1 -> bound.divide(BigInteger.TEN);
                    default -> new BigInteger(bound.bitLength(), random).mod(bound);
                };
                row[i] = new BigDecimal(
                        r == 0 ? BigInteger.ZERO : random.nextBoolean() ? value.negate() : value, SIZES[i][1]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static void write(StructType schema, List<BigDecimal[]> rows) throws Exception {
        PostgresqlDialect dialect = new PostgresqlDialect();
        try (Connection connection = Postgresql.server().connector().open();
                RowSink sink = dialect.write(connection, "numbers", schema)) {
            for (int r = 0; r < rows.size(); r++) {
                Object[] values = new Object[SIZES.length + 1];
                for (int i = 0; i < SIZES.length; i++) {
                    values[i] = Decimal.apply(rows.get(r)[i], SIZES[i][0], SIZES[i][1]);
                }
                values[SIZES.length] = (long) r;
                sink.write(new GenericInternalRow(values));
            }
            sink.finish();
        }
    }

    private static List<List<BigDecimal>> read(StructType schema) throws Exception {
        PostgresqlDialect dialect = new PostgresqlDialect();
        String query =
                "SELECT " + String.join(", ", List.of(schema.fieldNames()).subList(0, SIZES.length))
                        + " FROM numbers ORDER BY row";
        List<List<BigDecimal>> found = new ArrayList<>();
        try (Connection connection = Postgresql.server().connector().open()) {
            List<StoreColumn> columns = dialect.columns(connection, query);
            try (RowSource source = dialect.read(connection, "", query, columns)) {
                InternalRow into = new GenericInternalRow(SIZES.length);
                while (source.next()) {
                    source.decode(into);
                    List<BigDecimal> row = new ArrayList<>();
                    for (int i = 0; i < SIZES.length; i++) {
                        DecimalType type = (DecimalType) columns.get(i).type();
                        row.add(into.getDecimal(i, type.precision(), type.scale())
                                .toJavaBigDecimal());
                    }
                    found.add(row);
                }
            }
        }
        return found;
    }
}
