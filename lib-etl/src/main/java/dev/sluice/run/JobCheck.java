package dev.sluice.run;

import dev.sluice.extract.Source;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.settings.Nearest;
import dev.sluice.settings.Origins;
import dev.sluice.settings.Problems;
import dev.sluice.slice.RejectTable;
import dev.sluice.slice.Shape;
import dev.sluice.slice.Slice;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks at a job from the stores' side without running it. */
public final class JobCheck {
    private final SparkSession session;
    private final Job job;
    private final Problems problems = new Problems();
    private final Shapes shapes = new Shapes();
    private final Map<String, List<String>> differences = new LinkedHashMap<>();
    private final Map<String, List<String>> asked = new LinkedHashMap<>();

    private JobCheck(SparkSession session, Job job) {
        this.session = session;
        this.job = job;
        // No rows are no reason to leave out of the plan what they are joined with.
        session.conf()
                .set(
                        "spark.sql.optimizer.excludedRules",
                        "org.apache.spark.sql.catalyst.optimizer.PropagateEmptyRelation");
    }

    /**
     * Opens every target and analyses every step and load on a slice with no items; looks how the rows of each load and
     * its target differ.
     *
     * @throws Fault SETTINGS with every problem and its line; others when a store cannot be reached
     */
    public static Seen connect(SparkSession spark, Job job) {
        for (Load load : job.loads()) {
            load.sink().open(spark, load.id()).receipts();
        }
        JobCheck check = new JobCheck(spark.newSession(), job);
        Tables made = check.transformed(check.read());
        check.problems.throwIfAny(job.file());
        for (int i = 0; i < job.loads().size(); i++) {
            check.load(job.loads().get(i), Origins.element("load", i), made);
        }
        check.problems.throwIfAny(job.file());
        return new Seen(check.shapes.seen(), check.differences, check.asked);
    }

    /**
     * What there is to say besides problems.
     *
     * @param shapes of the sources' tables
     * @param differences between rows and target, and what the contract makes of each, by load
     * @param asked what the steps' conditions leave databases to look for ({@link ScanTable#asked}), by load
     */
    public record Seen(
            List<Report.Shaped> shapes, Map<String, List<String>> differences, Map<String, List<String>> asked) {}

    private Tables read() {
        List<String> loads = job.loads().stream().map(Load::name).toList();
        Tables tables = Tables.none();
        for (Map.Entry<String, Source> source : job.sources().entrySet()) {
            boolean drives = source.getKey().equals(job.driving());
            Slice empty = new Slice("check", 0, List.of(), drives ? loads : List.of());
            Tally tally = Tally.register(session);
            for (Map.Entry<String, Dataset<Row>> table :
                    source.getValue().read(session, empty, tally).entrySet()) {
                tables = SliceRun.with(tables, job, source.getKey(), table.getKey(), table.getValue());
            }
        }
        tables.registerViews();
        tables.all().forEach((name, table) -> shapes.sources().put(name, Shape.of(table.schema())));
        return tables;
    }

    /** Goes on to the first step that is wrong: what is below it would only follow from it. */
    private Tables transformed(Tables read) {
        Tables all = read;
        for (int i = 0; i < job.transforms().size() && problems.isEmpty(); i++) {
            Transform step = job.transforms().get(i);
            try {
                all = step.apply(session, all);
                all.registerViews();
            } catch (Exception e) {
                Fault fault = SparkFaults.inSlice(e, job);
                if (fault.code() != Code.SETTINGS) {
                    throw fault;
                }
                problem(Origins.element("transform", i), fault.getMessage());
            }
        }
        return all;
    }

    private void load(Load load, String at, Tables made) {
        Dataset<Row> rows = Fits.discarding(job.loads(), load.from()).isPresent()
                ? session.createDataFrame(List.of(), RejectTable.SCHEMA)
                : made.table(load.from());
        List<String> columns = List.of(rows.columns());
        if (job.sliceRules().severalItems() && !columns.contains(SliceRules.ITEM)) {
            problem(maker(load.from(), at), SliceRules.itemless(load.from(), load));
        }
        List<String> known = Stream.concat(columns.stream(), Stream.of(SliceRules.ITEM))
                .distinct()
                .toList();
        load.sink().columns().forEach((setting, named) -> {
            for (String name : named) {
                if (known.stream().noneMatch(column -> is(name, column))) {
                    problem(
                            Origins.key(at, setting),
                            "\"%s\" is not a column of \"%s\" (%s)%s"
                                    .formatted(name, load.from(), String.join(", ", known), Nearest.hint(name, known)));
                }
            }
        });
        if (problems.isEmpty()) {
            fit(load, at, rows);
        }
    }

    private void fit(Load load, String at, Dataset<Row> rows) {
        try {
            load.sink().check(session, rows, load.id());
            differences.put(
                    load.name(), load.sink().fit(session, rows, load.id()).differences());
            asked.put(load.name(), ScanTable.asked(rows));
        } catch (Fault fault) {
            if (fault.code() != Code.SETTINGS) {
                throw fault;
            }
            problem(at, fault.getMessage());
        }
    }

    /** A name may go on into a struct: "address.city". */
    private static boolean is(String name, String column) {
        return name.equalsIgnoreCase(column) || name.regionMatches(true, 0, column + ".", 0, column.length() + 1);
    }

    /** The step that makes a table; the load where a source does. */
    private String maker(String table, String load) {
        for (int i = 0; i < job.transforms().size(); i++) {
            if (job.transforms().get(i).name().equals(table)) {
                return Origins.element("transform", i);
            }
        }
        return Origins.key(load, "from");
    }

    private void problem(String at, String message) {
        problems.add(job.origins().line(at), at, message);
    }
}
