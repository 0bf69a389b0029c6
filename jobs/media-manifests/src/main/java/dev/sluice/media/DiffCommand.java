package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.cli.Session;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.Change;
import dev.sluice.media.report.Visible;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.Records;
import dev.sluice.transform.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice media diff}: which files would get another job than the one that is given out. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Say which files would get another job if the plan ran now, with the rules as they are now, against the",
            "manifests that are published. Changes nothing. With --json a line for each change, then one of totals."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice media diff conf/media-plan.conf",
            "  sluice media diff conf/media-plan.conf --json | jq -r 'select(.kind == \"changed\") | .path'"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB.conf", description = "The job file of the plan.")
    private Path conf;

    @Option(names = "--step", paramLabel = "NAME", description = "The decide step, where there are several.")
    private Optional<String> step = Optional.empty();

    @Option(names = "--limit", description = "Most changes to print as text (preset ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Mixin
    private Output output;

    /** How many jobs there are of each kind. */
    record Totals(String kind, long changed, long newJobs, long unwanted, long superseded, long unchanged) {
        static Totals of(Map<Change.Kind, Long> counts) {
            return new Totals(
                    "totals",
                    counts.getOrDefault(Change.Kind.CHANGED, 0L),
                    counts.getOrDefault(Change.Kind.NEW, 0L),
                    counts.getOrDefault(Change.Kind.UNWANTED, 0L),
                    counts.getOrDefault(Change.Kind.SUPERSEDED, 0L),
                    counts.getOrDefault(Change.Kind.UNCHANGED, 0L));
        }
    }

    @Override
    public Integer call() {
        Console console = Console.of(output);
        MediaPlan plan = MediaPlan.read(conf, step);
        ManifestSink sink = plan.sink()
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot compare " + conf + ": no load of the kind manifest takes what \""
                                + plan.decide().name() + "\" decides"));
        SparkSession spark = Session.start("sluice media diff", plan.job());
        try (PlannedTables tables = PlannedTables.open(spark, plan.job(), "diff")) {
            print(plan, sink, tables, console);
        } finally {
            spark.stop();
        }
        return 0;
    }

    private void print(MediaPlan plan, ManifestSink sink, PlannedTables planned, Console console) {
        Generations manifests = Generations.in(
                sink.path().uri(), planned.session().sessionState().newHadoopConf());
        int generations = manifests.directories().size();
        console.say("%s  now, against %,d %s of manifests in %s"
                .formatted(
                        plan.job().name(), generations, generations == 1 ? "generation" : "generations", sink.path()));
        Tables tables = planned.upTo(plan.decide().name());
        Iterator<Row> rows = PlanChanges.of(
                        planned.session(), tables.table(plan.decide().name()), manifests)
                .toLocalIterator();
        Map<Change.Kind, Long> counts = new EnumMap<>(Change.Kind.class);
        long told = 0;
        while (rows.hasNext()) {
            Change change = Records.record(Change.class, rows.next());
            counts.merge(change.kind(), change.jobs(), Long::sum);
            if (change.asset().isPresent()) {
                told++;
                say(change, told, console);
            }
        }
        Totals totals = Totals.of(counts);
        if (told > limit) {
            console.say("… and %,d more; --limit shows more".formatted(told - limit));
        }
        if (console.json()) {
            System.out.println(RecordJson.text(totals));
        }
        console.say("total      %,d changed, %,d new, %,d unwanted, %,d unchanged jobs%s"
                .formatted(
                        totals.changed(),
                        totals.newJobs(),
                        totals.unwanted(),
                        totals.unchanged(),
                        totals.superseded() == 0
                                ? ""
                                : "; %,d superseded by later ones".formatted(totals.superseded())));
    }

    private void say(Change change, long place, Console console) {
        if (console.json()) {
            System.out.println(RecordJson.text(change));
        } else if (place <= limit) {
            console.say(text(change));
        }
    }

    /** One change, a line and one for each setting that differs. */
    static List<String> text(Change change) {
        String path = Visible.whole(change.path().orElse(""));
        String what = switch (change.kind()) {
            case CHANGED ->
                change.oldProfile().equals(change.newProfile())
                        ? change.newProfile().orElse("")
                        : change.oldProfile().orElse("") + " → "
                                + change.newProfile().orElse("");
            case NEW -> change.newProfile().orElse("");
            default ->
                "%s, shard %d: %s"
                        .formatted(
                                change.oldProfile().orElse(""),
                                change.shard().orElse(0),
                                Visible.whole(change.why().orElse("")));
        };
        List<String> lines = new ArrayList<>();
        lines.add("%-10s %s  %s".formatted(change.kind().name().toLowerCase(Locale.ROOT), path, what));
        change.settings()
                .forEach(setting -> lines.add("             %s  %s → %s"
                        .formatted(
                                setting.name(),
                                Visible.whole(setting.before().orElse("–")),
                                Visible.whole(setting.after().orElse("–")))));
        return lines;
    }
}
