package dev.sluice.load.files;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The folder of one load, open. */
final class FilesTarget implements Target {
    private final FilesSink sink;
    private final SparkSession spark;
    private final Place place;
    private final LoadId load;
    private final Chain chain;
    private final Stager stager;
    /** Attempts that may still be published, by their directories' names. */
    private final Set<String> live = new HashSet<>();
    /** Numbers of the heads that this object linked. */
    private final Set<Long> mine = new HashSet<>();

    FilesTarget(FilesSink sink, SparkSession spark, Place place, LoadId load) {
        this.sink = sink;
        this.spark = spark;
        this.place = place;
        this.load = load;
        this.stager = new Stager(sink, place);
        try {
            this.chain = Chain.of(place, load);
        } catch (IOException e) {
            throw Place.fault("open files", place.toString(), e);
        }
    }

    @Override
    public Receipts receipts() {
        try {
            Survey survey = survey();
            return new Receipts(
                    survey.head(), survey.links(), Entries.read(spark, place, chain.folder(), survey.head()));
        } catch (IOException e) {
            throw Place.fault("read receipts", place.toString(), e);
        }
    }

    /** What was found; the visible names are listed before the heads, so that a head explains each of them. */
    private Survey survey() throws IOException {
        List<String> suffixes = Chain.names(load).stream()
                .map(name -> Names.suffix(name.job(), name.load()))
                .toList();
        List<String> visible = place.list("").stream()
                .filter(name -> name.startsWith(Names.SLICE + "="))
                .filter(name -> suffixes.stream().anyMatch(name::endsWith))
                .toList();
        Set<String> attempts = Set.copyOf(place.list(Names.attempts(chain.folder())));
        long last = chain.last();
        Survey survey = new Survey(visible, attempts, last);
        chain.walk(last, survey);
        refuseFormerName(last);
        survey.unexplained().ifPresent(name -> {
            throw chain.broken("no head names the directory " + name);
        });
        for (Receipt unfinished : survey.unfinished()) {
            chain.rollForward(unfinished);
        }
        chain.tidy(last);
        return survey;
    }

    /** Rows carry the key of the load's name: under a former name this one would not find the rows of the new. */
    private void refuseFormerName(long last) throws IOException {
        if (last == 0) {
            return;
        }
        LoadId owner = chain.read(last).load();
        boolean known =
                Chain.names(load).stream().anyMatch(name -> name.toString().equals(owner.toString()));
        if (!known) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load as " + load + ": this load is now called " + owner + " (use that name, or a new one)");
        }
    }

    @Override
    public Staged stage(SparkSession slice, Dataset<Row> rows, Publication what) {
        String directory = Names.attempt(chain.folder(), what.attempt());
        String name = Names.safe(what.attempt());
        try {
            Head base = chain.head();
            if (name.isEmpty()) {
                throw new Fault(
                        Code.INTERNAL,
                        "Cannot stage an attempt without a name: slice "
                                + what.slice().id());
            }
            if (place.exists(directory) || !live.add(name)) {
                throw new Fault(Code.INTERNAL, "Cannot use attempt twice: " + what.attempt() + " (name it anew)");
            }
            boolean complete = false;
            try {
                // What cannot be written to is told here, as what it is, and not by a task of Spark.
                place.make(directory);
                StagedFiles staged = write(slice, stager.keyed(rows, what.load()), what, base);
                Failpoint.reach("files.staged");
                complete = true;
                return staged;
            } finally {
                if (!complete) {
                    discard(what.attempt());
                }
            }
        } catch (IOException e) {
            throw Place.fault("stage files", place.toString(), e);
        }
    }

    private StagedFiles write(SparkSession slice, Dataset<Row> rows, Publication what, Head base) throws IOException {
        String directory = Names.attempt(chain.folder(), what.attempt());
        String fresh = directory + "/" + Names.visible(what);
        ArrayList<String> added = new ArrayList<>();
        Note note = stager.write(rows, fresh);
        List<Place.Leaf> leaves = place.leaves(fresh);
        Dataset<Row> back = note.read(slice, place.hadoop(fresh));
        long count = sink.format()
                .count(
                        leaves.stream().map(Place.Leaf::path).toList(),
                        slice.sessionState().newHadoopConf(),
                        back);
        if (count == 0) {
            place.delete(fresh);
            back = note.none(slice);
        } else {
            added.add(Names.visible(what));
        }
        Superseded superseded = Superseded.find(slice, place, chain, base.number(), what);
        if (superseded.kept().isPresent()) {
            stager.write(superseded.kept().get(), directory + "/" + Names.kept(what));
            added.add(Names.kept(what));
        }
        if (place.exists(directory)) {
            place.sync(directory);
        }
        long bytes =
                count == 0 ? 0 : leaves.stream().mapToLong(Place.Leaf::bytes).sum();
        return new StagedFiles(
                this, what.attempt(), base, back, count, bytes, List.copyOf(added), superseded.removed());
    }

    Published publish(StagedFiles staged, Receipt asked) {
        for (long number = staged.base().number() + 1; number < asked.number(); number++) {
            if (!mine.contains(number)) {
                return new Published.Conflict("others have published since the attempt was staged");
            }
        }
        Receipt receipt = staged.receipt(asked);
        try {
            HashSet<String> gone = new HashSet<>();
            for (long number = staged.base().number() + 1; number < asked.number(); number++) {
                gone.addAll(chain.read(number).removed());
            }
            if (staged.removed().stream().anyMatch(gone::contains)) {
                return new Published.Conflict("directories to be replaced were replaced since");
            }
        } catch (IOException e) {
            throw Place.fault("read receipts", place.toString(), e);
        }
        Published published = advance(receipt);
        if (published instanceof Published.Done || published instanceof Published.Unknown) {
            live.remove(Names.safe(staged.attempt()));
        }
        return published;
    }

    @Override
    public Published mark(Receipt receipt) {
        return advance(receipt);
    }

    /** The compare-and-set: reads the head, finishes what it left, links the next, makes it visible. */
    private Published advance(Receipt receipt) {
        String prepared;
        try {
            Head found = chain.head();
            if (!found.equals(receipt.before().orElse(Head.ORIGIN))) {
                return new Published.Stale(found);
            }
            if (found.number() > 0 && !mine.contains(found.number())) {
                chain.rollForward(chain.read(found.number()));
            }
            prepared = chain.prepare(receipt);
        } catch (IOException e) {
            throw Place.fault("prepare head", place.toString(), e);
        }
        try {
            if (!chain.link(receipt, prepared)) {
                return new Published.Stale(chain.head());
            }
            mine.add(receipt.number());
            chain.rollForward(receipt);
            return new Published.Done();
        } catch (IOException e) {
            return new Published.Unknown("publishing to " + place + " ended with " + e);
        }
    }

    void discard(String attempt) {
        if (live.remove(Names.safe(attempt))) {
            try {
                place.delete(Names.attempt(chain.folder(), attempt));
            } catch (IOException e) {
                throw Place.fault("discard staged files", place.toString(), e);
            }
        }
    }

    @Override
    public int sweep(Receipt fence) {
        try {
            List<String> found = place.list(Names.attempts(chain.folder()));
            Survey survey = survey();
            List<String> dead = found.stream()
                    .filter(attempt -> !live.contains(attempt))
                    .filter(attempt -> !survey.published().contains(attempt))
                    .toList();
            boolean pinned = survey.head().equals(fence.before().orElse(Head.ORIGIN));
            if (dead.isEmpty() || !pinned || !(mark(fence) instanceof Published.Done)) {
                return 0;
            }
            for (String attempt : dead) {
                place.delete(Names.attempts(chain.folder()) + "/" + attempt);
            }
            return dead.size();
        } catch (IOException e) {
            throw Place.fault("sweep", place.toString(), e);
        }
    }
}
