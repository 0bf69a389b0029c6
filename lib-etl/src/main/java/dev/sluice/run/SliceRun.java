package dev.sluice.run;

import dev.sluice.extract.Counts;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Fitted;
import dev.sluice.load.Staged;
import dev.sluice.settings.Origins;
import dev.sluice.slice.Publication;
import dev.sluice.slice.RejectTable;
import dev.sluice.slice.Shape;
import dev.sluice.slice.Slice;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One slice on its way from read to staged: its own session, its tables, its tally. Rejects are staged last, because
 * they lie in side files that exist only when the rows have been read, and published first.
 */
final class SliceRun {
    private static final String ITEM = SliceRules.ITEM;

    private final SparkSession session;
    private final Job job;
    private final Plan.Loaded loaded;
    private final Tally tally;
    /** Those of the sources that are read whole. */
    private final List<Tally> others = new ArrayList<>();

    private final Tables tables;
    private final Fits fits;
    private final Map<OpenLoad, Staged> staged = new LinkedHashMap<>();
    private final Reconciliation reconciliation;

    /**
     * @param shapes told what the sources' tables look like, by their names
     */
    SliceRun(SparkSession spark, Job job, Plan plan, Plan.Loaded loaded, String scratch, Map<String, Shape> shapes) {
        this.session = spark.newSession();
        this.job = job;
        this.loaded = loaded;
        session.conf().set("sluice.scratch", scratch);
        this.tally = Tally.register(session);
        this.reconciliation = new Reconciliation(session, job.checks().reconcile());
        boolean read = false;
        try {
            Tables sources = read(plan);
            sources.all().forEach((name, table) -> shapes.put(name, Shape.of(table.schema())));
            this.tables = transformed(session, job, sources);
            this.fits = new Fits(session, job.loads(), this::keyed);
            read = true;
        } finally {
            if (!read) {
                release();
            }
        }
    }

    Slice slice() {
        return loaded.slice();
    }

    Tally tally() {
        return tally;
    }

    Map<OpenLoad, Staged> staged() {
        return staged;
    }

    private Tables read(Plan plan) {
        Tables all = Tables.none();
        for (String name : job.sources().keySet()) {
            boolean drives = name.equals(job.driving());
            Slice slice = drives ? loaded.slice() : plan.pinned().get(name);
            Tally to = drives ? tally : Tally.register(session);
            if (!drives) {
                others.add(to);
            }
            for (Map.Entry<String, Dataset<Row>> table :
                    job.sources().get(name).read(session, slice, to).entrySet()) {
                all = with(all, job, name, table.getKey(), table.getValue());
            }
        }
        return all;
    }

    /** A table of a source by its name among the others; only those of the driving source tell items. */
    static Tables with(Tables all, Job job, String source, String side, Dataset<Row> rows) {
        String full = side.isEmpty() ? source : source + "." + side;
        return all.with(full, source.equals(job.driving()) ? rows : rows.drop(ITEM));
    }

    /** Applies a job's transforms in their order; each table is a temporary view of the session. */
    static Tables transformed(SparkSession session, Job job, Tables read) {
        Tables all = read;
        all.registerViews();
        for (Transform step : job.transforms()) {
            all = step.apply(session, all);
            all.registerViews();
        }
        return all;
    }

    /** Stages the loads that lack this slice: rows first, rejects last. */
    void stage(List<OpenLoad> loads, String attempt) {
        List<OpenLoad> wanted = new ArrayList<>();
        for (OpenLoad load : loads) {
            if (slice().loads().contains(load.load().name())) {
                wanted.add(load);
            }
        }
        Set<String> late = ofReadersRejects();
        wanted.stream().filter(load -> !late.contains(load.load().from())).forEach(load -> stage(load, attempt));
        readWhatSparkSkipped();
        wanted.stream().filter(load -> late.contains(load.load().from())).forEach(load -> stage(load, attempt));
    }

    /** The reader's rejects and what steps make of them: these can be read only when the rows have been. */
    private Set<String> ofReadersRejects() {
        Set<String> tables = new HashSet<>(Set.of(RejectTable.of(job.driving())));
        for (Transform step : job.transforms()) {
            if (step.inputs().stream().anyMatch(tables::contains)) {
                tables.addAll(step.tables());
            }
        }
        return tables;
    }

    void stage(OpenLoad load, String attempt) {
        Set<String> superseded = loaded.known().getOrDefault(load.load().name(), Set.of());
        Publication what = new Publication(
                load.load().id(), slice(), attempt, superseded, job.checks().reconcile());
        Fitted fitted = staged.containsKey(load) ? fits.again(load.load()) : fits.of(load.load());
        staged.put(load, load.target().stage(session, reconciliation.watched(load, fitted.rows()), what));
    }

    /** The load's table with {@code _item} as its last column. */
    private Dataset<Row> keyed(Load load) {
        Dataset<Row> rows = fits.rejects(load.from()).orElseGet(() -> tables.table(load.from()));
        boolean has = List.of(rows.columns()).contains(ITEM);
        if (!has && slice().items().size() > 1) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load " + load.name() + ", "
                            + job.place(Origins.element("load", job.loads().indexOf(load))) + ": "
                            + SliceRules.itemless(load.from(), load));
        }
        Dataset<Row> key = has
                ? rows
                : rows.withColumn(ITEM, functions.lit(slice().items().get(0).key()));
        List<String> columns = new ArrayList<>(List.of(key.columns()));
        columns.remove(ITEM);
        columns.add(ITEM);
        return key.select(columns.stream()
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /**
     * A split that no load needed (an empty join side that adaptive execution dropped), or not to its end (a LIMIT), is
     * read for the count alone.
     */
    private void readWhatSparkSkipped() {
        boolean nothingRead = tally.value().isEmpty();
        if (nothingRead || !tally.unfinished().isEmpty()) {
            session.conf().set(Tally.REST, "true");
            try {
                tables.table(job.driving())
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save();
            } finally {
                session.conf().unset(Tally.REST);
            }
        }
    }

    /** What each item was read as, where that had to be found out. */
    List<Report.ReadAs> formats() {
        Map<String, String> places = new HashMap<>();
        slice().items().forEach(item -> places.put(item.id(), item.place()));
        return tally.value().values().stream()
                .filter(split -> split.start() == 0 && !split.remark().isEmpty())
                .map(split -> new Report.ReadAs(places.get(split.item()), split.format(), split.remark()))
                .sorted(Comparator.comparing(Report.ReadAs::place))
                .toList();
    }

    /** What the contracts of the staged loads left out. */
    List<Report.Discarded> discarded() {
        return fits.discarded(staged.keySet().stream().map(OpenLoad::load).toList());
    }

    /** Rows that could not be used: by the reader, and by steps that reject. */
    long rejects() {
        String byReader = job.driving() + ".rejects";
        long bySteps = staged.entrySet().stream()
                .filter(entry -> entry.getKey().load().takesRejects())
                .filter(entry -> !entry.getKey().load().from().equals(byReader))
                .mapToLong(entry -> entry.getValue().rowCount())
                .sum();
        return tally.counts().rejected() + bySteps;
    }

    /**
     * Holds the staged loads against what was read and against the job's checks.
     *
     * @throws Fault UNBALANCED, CHECK_FAILED
     */
    void check() {
        Counts counts = tally.counts();
        staged.forEach((load, what) -> balance(load.load(), what.rowCount(), counts));
        staged.forEach((load, what) -> fits.balance(load.load(), what.rowCount()));
        staged.forEach((load, what) -> Fits.discarding(job.loads(), load.load().from())
                .filter(of ->
                        staged.keySet().stream().anyMatch(other -> other.load().equals(of)))
                .ifPresent(of -> fits.balanceRejects(of, load.load(), what.rowCount())));
        long rejects = rejects();
        if (!job.checks().allows(rejects, counts.lines())) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "max-rejects = %s exceeded: %,d of %,d lines (%.3f %%)%s"
                            .formatted(
                                    job.checks().maxRejects(),
                                    rejects,
                                    counts.lines(),
                                    rejects * 100.0 / Math.max(1, counts.lines()),
                                    worstItem()));
        }
        long rows = staged.entrySet().stream()
                .filter(entry -> !entry.getKey().load().takesRejects())
                .mapToLong(entry -> entry.getValue().rowCount())
                .sum();
        boolean loadsRows =
                staged.keySet().stream().anyMatch(load -> !load.load().takesRejects());
        if (loadsRows && rows < job.checks().minRows()) {
            throw new Fault(
                    Code.CHECK_FAILED,
                    "min-rows = %,d not reached: %s"
                            .formatted(job.checks().minRows(), ReportText.counted(rows, "row")));
        }
        job.checks().expect().forEach(this::expect);
        reconciliation.read(job.driving(), tally);
        staged.forEach(reconciliation::staged);
    }

    /** How what readers see of a published load differs from what it was given. */
    Optional<String> difference(OpenLoad load) {
        return reconciliation.published(load, slice());
    }

    /** What was compared once more, and was equal. */
    List<Report.Reconciled> reconciled() {
        return reconciliation.equal();
    }

    private void balance(Load load, long rows, Counts counts) {
        boolean direct = load.from().equals(job.driving());
        boolean rejects = load.from().equals(job.driving() + ".rejects");
        long want = direct ? counts.rows() - fits.rejected(load) : counts.rejected();
        if ((direct || rejects) && rows != want) {
            throw new Fault(
                    Code.UNBALANCED,
                    "Cannot account for load \"%s\": %,d rows were read for it, %,d are staged"
                            .formatted(load.name(), want, rows));
        }
    }

    private String worstItem() {
        return tally.byItem().entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(),
                        entry.getValue().stream()
                                .mapToLong(split -> split.counts().rejected())
                                .sum()))
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .flatMap(worst -> slice().items().stream()
                        .filter(item -> item.id().equals(worst.getKey()))
                        .findFirst()
                        .map(item -> "; most of them, %,d, from %s".formatted(worst.getValue(), item.place())))
                .orElse("");
    }

    private void expect(Checks.Expectation expectation) {
        staged.forEach((load, what) -> {
            if (load.load().name().equals(expectation.load())) {
                long bad = what.rows()
                        .where(functions.expr("NOT coalesce((" + expectation.condition() + "), false)"))
                        .count();
                if (bad > 0) {
                    throw new Fault(
                            Code.CHECK_FAILED,
                            "%s: %s of load \"%s\" %s not meet: %s"
                                    .formatted(
                                            expectation.name(),
                                            ReportText.counted(bad, "row"),
                                            load.load().name(),
                                            bad == 1 ? "does" : "do",
                                            expectation.condition()));
                }
            }
        });
    }

    /** Lets go what the sources held open for this slice. */
    void release() {
        tally.release();
        others.forEach(Tally::release);
    }

    void discard() {
        staged.values().forEach(Staged::discard);
        staged.clear();
    }
}
