package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.promote.Deed;
import dev.sluice.media.promote.Lock;
import dev.sluice.media.promote.Promotion;
import dev.sluice.media.promote.Promotions;
import dev.sluice.media.promote.Quarantine;
import dev.sluice.media.promote.Selection;
import dev.sluice.media.promote.Skipped;
import dev.sluice.media.report.PlanReport.Next;
import dev.sluice.media.report.PromotionText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A plan, a question, and the deed: the same for promote, rollback and purge. Nothing is done without {@code --yes} or a
 * person at a terminal who says so.
 *
 * @param next what a person may want when it is done
 */
record PromotionRun(
        Deed deed, String job, PromotionOptions options, Quarantine quarantine, Console console, List<Next> next) {
    /** Files below which progress is not worth a line. */
    private static final int MANY = 20;

    /** Does it with those that are ready. */
    @FunctionalInterface
    interface Doing {
        Promotions.Done with(List<Promotion> ready, Consumer<Promotion> each);
    }

    /**
     * For machines.
     *
     * @param done whether {@code files} were changed, and not only would be
     * @param settled originals whose promotion or rollback an earlier run had begun
     */
    record Outcome(
            String job,
            Deed deed,
            boolean done,
            long bytesBefore,
            long bytesAfter,
            List<Promotion> files,
            List<Left> left,
            List<String> settled) {}

    /** A file that is left as it is; its code is spelt as on the console. */
    record Left(String path, String jobKey, String code, String because) {
        static Left of(Skipped one) {
            return new Left(one.path(), one.jobKey(), one.code().name(), one.because());
        }
    }

    /** The exit status; what kept files from being changed is thrown once all else was told. */
    int run(Supplier<Selection> choose, Doing doing) {
        if (options.dryRun() || (!options.yes() && !console.live())) {
            Selection selection = choose.get();
            tell(selection);
            console.data(MediaJson.tree(outcome(selection.ready(), selection.skipped(), List.of(), false)));
            if (!options.dryRun() && !selection.ready().isEmpty()) {
                throw new Fault(
                        Code.USAGE,
                        "Cannot ask whether to " + deed.command() + ": this is no terminal (say --yes, or --dry-run)");
            }
            return 0;
        }
        Optional<Fault> kept = Lock.holding(quarantine, () -> doIt(choose, doing));
        kept.ifPresent(fault -> {
            throw fault;
        });
        return 0;
    }

    private Optional<Fault> doIt(Supplier<Selection> choose, Doing doing) {
        Promotions.Done settled = new Promotions(quarantine).settle();
        console.say(PromotionText.settled(settled));
        // A folder that is not ours is in the way of nothing else.
        settled.ended().filter(fault -> fault.code() != Code.NOT_ALLOWED).ifPresent(fault -> {
            throw fault;
        });
        Selection selection = choose.get();
        tell(selection);
        if (!selection.ready().isEmpty() && !agreed(selection)) {
            console.say("");
            console.say("left       all as it was");
            return settled.ended();
        }
        Promotions.Done done = done(selection, doing);
        List<Skipped> left = new ArrayList<>(selection.skipped());
        left.addAll(done.skipped());
        List<String> ended = settled.done().stream().map(Promotion::original).toList();
        console.data(MediaJson.tree(outcome(done.done(), left, ended, true)));
        return done.ended().or(settled::ended);
    }

    private void tell(Selection selection) {
        console.say(PromotionText.plan(job, deed, quarantine.folder(), selection));
    }

    @SuppressWarnings("SystemConsoleNull") // a live console has one
    private boolean agreed(Selection selection) {
        if (options.yes()) {
            return true;
        }
        console.say("");
        String answer = System.console()
                .readLine(
                        "%s %,d files? [y/N] ",
                        deed.command(), selection.ready().size());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private Promotions.Done done(Selection selection, Doing doing) {
        List<Promotion> ready = selection.ready();
        if (ready.isEmpty()) {
            return new Promotions.Done(List.of(), List.of(), Optional.empty());
        }
        Promotions.Done done;
        if (console.live() && ready.size() >= MANY) {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(deed.command())
                    .setInitialMax(ready.size())
                    .setUnit(" files", 1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .build()) {
                done = doing.with(ready, one -> bar.step());
            }
        } else {
            done = doing.with(ready, one -> {});
        }
        console.say(PromotionText.done(deed, done, next));
        return done;
    }

    private Outcome outcome(List<Promotion> files, List<Skipped> left, List<String> settled, boolean changed) {
        return new Outcome(
                job,
                deed,
                changed,
                files.stream().mapToLong(one -> one.before().bytes()).sum(),
                files.stream().mapToLong(one -> one.after().bytes()).sum(),
                files,
                left.stream().map(Left::of).toList(),
                settled);
    }
}
