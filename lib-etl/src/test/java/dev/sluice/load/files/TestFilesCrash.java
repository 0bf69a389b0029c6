package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.load.Published;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestFilesCrash {
    private static final List<String> OLD = List.of("a=1", "a=2", "b=3");
    private static final List<String> NEW = List.of("a=10", "a=11", "b=3", "c=30");

    @ParameterizedTest
    @CsvSource({
        "files.staged, false",
        "files.head-written, false",
        "files.linked, true",
        "files.renamed, true",
        "files.removed, true"
    })
    void killedPublishIsWholeOrNothing(String failpoint, boolean published) throws Exception {
        FilesCase files = FilesCase.of(FilesCase.fresh("crash"), Format.PARQUET);
        files.publish(files.open(), "a=1,2;b=3");
        try (FilesWatch watch = new FilesWatch(files.path)) {
            assertThat(child(files.path, failpoint)).isEqualTo(Child.KILLED);
            Target target = files.open();
            Head head = target.receipts().head();
            assertThat(head.number()).isEqualTo(published ? 2 : 1);
            assertThat(files.visible()).isEqualTo(published ? NEW : OLD);
            if (!published) {
                assertThat(target.sweep(FilesCase.receipt(Receipt.Kind.FENCE, head, "")))
                        .isEqualTo(1);
                assertThat(files.publish(target, "a=10,11;c=30", "a")).isInstanceOf(Published.Done.class);
            }
            assertThat(files.visible()).isEqualTo(NEW);
            assertThat(watch.faults()).isEmpty();
            assertThat(watch.looks()).isGreaterThan(100);
        }
        assertThat(files.attempts()).isEmpty();
        assertThat(FilesCase.names(files.folder())).allMatch(name -> name.matches("head-\\d+|attempts"));
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

    private static int child(Path path, String failpoint) {
        List<String> jvm = List.of("-Dsluice.failpoint=" + failpoint);
        return Child.running(FilesChild.class, List.of(), path.getParent(), jvm, path.toString())
                .await(Duration.ofMinutes(4));
    }
}
