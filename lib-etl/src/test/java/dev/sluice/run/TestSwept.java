package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver is stopped right before a publish, another run sweeps what it staged, and it goes on. */
@Tag("chaos")
class TestSwept {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"iceberg.before-commit", "files.head-written"})
    void whatWasSweptCanOnlyBeStale(String failpoint) throws IOException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
        lab.run();
        lab.orders("a.json", 1, "ann", 2, "bob");
        Child stopped = Child.start(
                folder,
                List.of("-Dsluice.failpoint=" + failpoint + ":STOP"),
                "run",
                "--no-lease",
                lab.confFile().toString());
        stopped.awaitStopped(PATIENCE);

        Report meanwhile = lab.run();
        assertThat(meanwhile.problem()).isEmpty();
        assertThat(fences(lab)).isPositive();
        assertThat(attempts()).isEmpty();
        List<String> all = List.of("1 ANN", "2 BOB");
        assertThat(lab.inTable()).isEqualTo(all);
        assertThat(lab.inFiles()).isEqualTo(all);

        stopped.signal("CONT");
        assertThat(stopped.await(PATIENCE)).as(stopped.said()).isZero();
        assertThat(lab.inTable()).isEqualTo(all);
        assertThat(lab.inFiles()).isEqualTo(all);
        assertThat(attempts()).isEmpty();
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    /** Empty receipts that live heads lead to, over both loads: each is a sweep. */
    private static long fences(Lab lab) {
        return lab.job().loads().stream()
                .flatMap(load -> load.sink().open(lab.spark(), load.id()).receipts().chain().stream())
                .filter(link -> link.kind() == dev.sluice.slice.Receipt.Kind.FENCE)
                .count();
    }

    private List<Path> attempts() throws IOException {
        Path attempts = folder.resolve("out/_sluice/orders.files/attempts");
        if (!Files.isDirectory(attempts)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(attempts)) {
            return all.toList();
        }
    }
}
