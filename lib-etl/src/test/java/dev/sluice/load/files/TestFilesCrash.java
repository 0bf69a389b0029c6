package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.CrashImages;
import dev.sluice.load.Published;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestFilesCrash {
    private static final List<String> OLD = List.of("a=1", "a=2", "b=3");
    private static final List<String> NEW = List.of("a=10", "a=11", "b=3", "c=30");

    private static final List<String> STEPS =
            List.of("files.staged", "files.head-written", "files.linked", "files.renamed", "files.removed");

    /** A publish is killed at each of its steps. */
    @Test
    void killedPublishIsWholeOrNothing() throws Exception {
        FilesCase files = FilesCase.of(FilesCase.fresh("crash"), Format.PARQUET);
        files.publish(files.open(), "a=1,2;b=3");
        Map<String, Path> images;
        try (FilesWatch watch = new FilesWatch(files.path)) {
            images = CrashImages.take(FilesChild.class, files.path.toString(), files.path, STEPS);
            assertThat(watch.faults()).isEmpty();
            assertThat(watch.looks()).isGreaterThan(100);
        }
        for (String step : STEPS) {
            boolean published = STEPS.indexOf(step) >= STEPS.indexOf("files.linked");
            wholeOrNothing(step, FilesCase.of(images.get(step), Format.PARQUET), published);
        }
    }

    private static void wholeOrNothing(String step, FilesCase files, boolean published) {
        try (FilesWatch watch = new FilesWatch(files.path)) {
            Target target = files.open();
            Head head = target.receipts().head();
            assertThat(head.number()).as(step).isEqualTo(published ? 2 : 1);
            assertThat(files.visible()).as(step).isEqualTo(published ? NEW : OLD);
            if (!published) {
                assertThat(target.sweep(FilesCase.receipt(Receipt.Kind.FENCE, head, "")))
                        .as(step)
                        .isEqualTo(1);
                assertThat(files.publish(target, "a=10,11;c=30", "a")).as(step).isInstanceOf(Published.Done.class);
            }
            assertThat(files.visible()).as(step).isEqualTo(NEW);
            assertThat(watch.faults()).as(step).isEmpty();
        }
        assertThat(files.attempts()).as(step).isEmpty();
        assertThat(FilesCase.names(files.folder())).as(step).allMatch(name -> name.matches("head-\\d+|attempts"));
    }

    @Test
    void rollingForwardIsDoneByWhoeverPublishesNextAndAnyNumberOfTimes() throws IOException {
        FilesCase files = FilesCase.of(FilesCase.fresh("crash"), Format.PARQUET);
        Place place = new LocalPlace(files.path);
        Target target = files.open();
        files.publish(target, "a=1,2;b=3");
        Head head = target.receipts().head();
        StagedFiles staged = (StagedFiles) files.stage(target, "a=10,11;c=30", "a");
        Receipt receipt = staged.receipt(FilesCase.receipt(Receipt.Kind.PUBLISH, head, "a=;c="));
        Chain chain = Chain.of(place, FilesCase.LOAD);
        assertThat(chain.link(receipt, chain.prepare(receipt))).isTrue();
        assertThat(files.visible()).isEqualTo(OLD);
        assertThat(files.open().mark(FilesCase.receipt(Receipt.Kind.FENCE, receipt.head(), "")))
                .isInstanceOf(Published.Done.class);
        assertThat(files.visible()).isEqualTo(NEW);
        chain.rollForward(receipt);
        place.write(
                "_sluice/job%20one.lake/attempts/" + staged.attempt() + "/"
                        + staged.added().get(0) + "/x",
                "late");
        files.open().receipts();
        assertThat(files.visible()).isEqualTo(NEW);
        assertThat(files.attempts()).isEmpty();
    }
}
