package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.load.Published;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
            assertThat(child(files.path, failpoint)).isEqualTo(137);
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

    private static int child(Path path, String failpoint) throws Exception {
        ArrayList<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dsluice.failpoint=" + failpoint,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FilesChild.class.getName(),
                path.toString()));
        File log = path.resolveSibling("child.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
