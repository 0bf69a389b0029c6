package dev.sluice.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** What a database is left to look for, and that it never leaves out a row that Spark would take. */
public abstract class FiltersContract {
    static final List<String> SMALL = List.of("-32768", "-1", "0", "70", "1970", "32767");
    static final List<String> INTS = List.of("-2147483648", "-1", "0", "2147483647");
    static final List<String> LONGS = List.of("-9223372036854775808", "-1", "0", "9223372036854775807");
    static final List<String> NUMBERS = List.of("-99999999.99", "-0.01", "0", "0.10", "99999999.99");
    protected static final List<String> TEXTS =
            List.of("", " ", "a", "A", "a ", "ab", "5", "05", "\\", "it's", "? {fn now()} -- /*", "%", "\t");
    protected static final List<String> BEYOND_ASCII = List.of("\u00e4", "\u00c4", "a\u0308");
    protected static final List<String> DAYS = List.of("0001-01-01", "1582-10-10", "1969-12-31", "9999-12-31");
    protected static final List<String> TIMES = List.of(
            "0001-01-01 00:00:00.000001",
            "1582-10-10 12:00:00",
            "1969-12-31 23:59:59.999999",
            "9999-12-31 23:59:59.999999");
    protected static final List<String> DOUBLES =
            List.of("-1.7976931348623157E308", "-0.0", "0.0", "4.9E-324", "0.1", "1.7976931348623157E308");

    private static final int MIXED = 150;

    /**
     * A column of the table that is looked at.
     *
     * @param values as texts, of which the database makes values; one row has none
     */
    public record Typed(String name, String type, List<String> values) {}

    protected abstract Server server();

    /** Those of this database's own. */
    protected abstract List<Typed> columns();

    /** Statements before the table is made. */
    protected List<String> before() {
        return List.of();
    }

    private final SparkSession spark = LocalSpark.session().newSession();

    private List<Typed> all() {
        return Stream.concat(
                        Stream.of(
                                new Typed("id", "INTEGER", List.of()),
                                new Typed("i2", "SMALLINT", SMALL),
                                new Typed("i4", "INTEGER", INTS),
                                new Typed("i8", "BIGINT", LONGS),
                                new Typed("n", "DECIMAL(10, 2)", NUMBERS)),
                        columns().stream())
                .toList();
    }

    /** A table of all columns; row i has the i-th value of each, and none where there are no more. */
    final Scan filled(Purpose purpose) throws SQLException {
        Connector connector = server().connector();
        Dialect dialect = connector.dialect();
        String table = dialect.quote("t_" + UUID.randomUUID().toString().replace("-", ""));
        List<Typed> all = all();
        int rows = all.stream().mapToInt(column -> column.values().size()).max().orElseThrow() + 1;
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            for (String sql : before()) {
                statement.execute(sql);
            }
            statement.execute(all.stream()
                    .map(column -> dialect.quote(column.name()) + " " + column.type() + " NULL")
                    .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (", ")")));
            for (int i = 0; i < rows; i++) {
                int row = i;
                statement.execute(all.stream()
                        .map(column -> column.name().equals("id")
                                ? String.valueOf(row)
                                : row < column.values().size()
                                        ? dialect.literal(column.values().get(row))
                                        : "NULL")
                        .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES (", ")")));
            }
            return new Scan(
                    connector,
                    table,
                    dialect.columns(connection, "SELECT * FROM " + table + " WHERE 1 = 0"),
                    List.of(new Scan.Part("all", "", 0)),
                    "",
                    purpose);
        }
    }

    final Dataset<Row> rows(Scan scan) {
        return Handover.dataset(spark, new ScanTable(scan, "t", ScanTable.What.COLUMNS));
    }

    @Test
    void whatTheDatabaseLeavesOutSparkWouldLeaveOutToo() throws SQLException {
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        Scan scan = filled(new Purpose.Asked());
        StructType schema = rows(scan).schema();
        List<Row> rows = rows(scan).collectAsList();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            questions.addAll(Question.about(schema.apply(i), i, rows));
        }
        Random random = new Random(5);
        int single = questions.size();
        for (int i = 0; i < MIXED; i++) {
            questions.add(Question.mixed(random, questions.subList(0, single)));
        }
        List<InternalRow> values = rows.stream()
                .map(CatalystTypeConverters.createToCatalystConverter(schema)::apply)
                .map(InternalRow.class::cast)
                .toList();
        Conditions conditions = new Conditions(scan.connector().dialect(), scan.columns());
        int asked = 0;
        try (Connection connection = scan.connector().open();
                Statement statement = connection.createStatement()) {
            for (Question question : questions) {
                Optional<String> condition = conditions.of(question.pushed());
                if (condition.isPresent()) {
                    asked++;
                    Set<Integer> wanted = IntStream.range(0, values.size())
                            .filter(row -> Boolean.TRUE.equals(question.spark().eval(values.get(row))))
                            .mapToObj(row -> ((Number) rows.get(row).get(0)).intValue())
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertThat(ids(statement, scan, condition.get()))
                            .as(condition.get())
                            .containsAll(wanted)
                            .hasSizeLessThanOrEqualTo(exact(question, scan) ? wanted.size() : rows.size());
                }
            }
        }
        assertThat(asked).isGreaterThan(single / 4);
    }

    private static boolean exact(Question question, Scan scan) {
        return scan.columns().stream()
                .filter(column -> question.column().equals(Optional.of(column.name())))
                .anyMatch(column -> scan.connector().dialect().comparison(column) == Comparison.ORDER);
    }

    private static Set<Integer> ids(Statement statement, Scan scan, String condition) throws SQLException {
        Set<Integer> ids = new TreeSet<>();
        String id = scan.connector().dialect().quote("id");
        try (ResultSet found =
                statement.executeQuery("SELECT " + id + " FROM " + scan.relation() + " WHERE " + condition)) {
            while (found.next()) {
                ids.add(found.getInt(1));
            }
        }
        return ids;
    }

    @Test
    void onlyRowsThatAreNotCountedStayInTheDatabase() throws SQLException {
        Scan asked = filled(new Purpose.Asked());
        Scan counted = new Scan(
                asked.connector(),
                asked.relation(),
                asked.columns(),
                asked.parts(),
                "",
                new Purpose.Counted(new Seen()));
        Dataset<Row> fewer = narrow(asked);
        Dataset<Row> all = narrow(counted);
        assertThat(sent(fewer)).isEqualTo(1);
        assertThat(sent(all)).isEqualTo(rows(counted).count());
        Dialect dialect = asked.connector().dialect();
        assertThat(ScanTable.asked(all)).isEmpty();
        assertThat(ScanTable.asked(fewer)).hasSize(1);
        assertThat(ScanTable.asked(fewer).get(0))
                .startsWith("t WHERE (")
                .contains("(" + dialect.quote("i4") + " = -1)", "(" + dialect.quote("i2") + " IS NOT NULL)");
    }

    private Dataset<Row> narrow(Scan scan) {
        Dataset<Row> rows = rows(scan)
                .where("i4 = -1 AND length(string(i8)) = 2 AND i2 IS NOT NULL")
                .select("id");
        assertThat(rows.collectAsList())
                .extracting(row -> row.get(0).toString())
                .containsExactly("1");
        return rows;
    }

    /** Rows that the reader gave to Spark, which looks at them only then. */
    private static long sent(Dataset<Row> rows) {
        SparkPlan scan = CollectionConverters.asJava(
                        rows.queryExecution().executedPlan().collectLeaves())
                .get(0);
        return scan.metrics().apply("numOutputRows").value();
    }

    /** Whoever counts, and need not be told. */
    private record Seen() implements Purpose.Watch {
        private static final long serialVersionUID = 1L;

        @Override
        public void planned(List<Scan.Part> parts) {}

        @Override
        public boolean wanted(Scan.Part part, ScanTable.What what) {
            return true;
        }

        @Override
        public void read(Scan.Part part, long rows, long unreadable, boolean complete) {}
    }
}
