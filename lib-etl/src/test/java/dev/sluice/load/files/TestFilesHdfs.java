package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.settings.Location;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The files sink on a real HDFS. */
@Tag("chaos")
final class TestFilesHdfs {
    private static HdfsCluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        assumeTrue(HdfsCluster.available(), "no HDFS: its jars are not in target/hdfs-cluster (run with -Pchaos)");
        cluster = HdfsCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private FilesCase files(TestInfo test, Format format) {
        String uri = cluster.uri("/a b/" + test.getTestMethod().orElseThrow().getName() + "/" + format);
        return new FilesCase(
                Path.of("unused"), new FilesSink(new Location(uri), format, List.of(), List.of("value"), Map.of()));
    }

    private static Place place(FilesCase files) {
        return Place.of(files.sink.path().uri(), files.spark.sessionState().newHadoopConf());
    }

    private static List<String> visible(FilesCase files) {
        return files.spark.sql("SELECT name, int(value) FROM " + files.sink.relation()).collectAsList().stream()
                .map(row -> row.getString(0) + "=" + row.getInt(1))
                .sorted()
                .toList();
    }

    @Test
    void publishesReplacesAndReadsBackInEachFormat(TestInfo test) {
        for (Format format : Format.values()) {
            FilesCase files = files(test, format);
            Target target = files.open();
            assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
            assertThat(files.publish(target, "a=1,2;b=3")).isInstanceOf(Published.Done.class);
            assertThat(visible(files)).containsExactly("a=1", "a=2", "b=3");
            assertThat(files.publish(files.open(), "a=9", "a")).isInstanceOf(Published.Done.class);
            assertThat(visible(files)).containsExactly("a=9", "b=3");
            assertThat(files.open().receipts().entries().count()).isEqualTo(3);
        }
    }

    @Test
    void aHeadIsLinkedByOneOfManyWritersForEver(TestInfo test) throws Exception {
        Place place = place(files(test, Format.PARQUET));
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 50; round++) {
                String head = "heads/head-" + round;
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<Boolean>> both = new ArrayList<>();
                for (String name : List.of("one", "two")) {
                    Place own = place(files(test, Format.PARQUET));
                    String temporary = "heads/tmp-" + round + name;
                    own.write(temporary, name);
                    both.add(() -> {
                        start.await();
                        return own.link(temporary, head);
                    });
                }
                int winners = 0;
                String winner = "";
                List<Future<Boolean>> answers = writers.invokeAll(both);
                for (int i = 0; i < 2; i++) {
                    winners += answers.get(i).get() ? 1 : 0;
                    winner = answers.get(i).get() ? List.of("one", "two").get(i) : winner;
                }
                assertThat(winners).isEqualTo(1);
                assertThat(place.read(head)).isEqualTo(winner);
            }
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void ofTwoPinnedToOneHeadOnePublishes(TestInfo test) {
        FilesCase files = files(test, Format.PARQUET);
        Staged one = files.stage(files.open(), "a=1");
        Staged two = files.stage(files.open(), "a=1");
        assertThat(one.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Done.class);
        assertThat(two.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        assertThat(visible(files)).containsExactly("a=1");
    }

    @Test
    void whatWasLinkedAndNotMovedIsRolledForwardByWhoeverComesNext(TestInfo test) throws IOException {
        FilesCase files = files(test, Format.PARQUET);
        files.publish(files.open(), "a=1,2;b=3");
        Head head = files.open().receipts().head();
        StagedFiles staged = (StagedFiles) files.stage(files.open(), "a=10,11;c=30", "a");
        Receipt receipt = staged.receipt(FilesCase.receipt(Receipt.Kind.PUBLISH, head, "a=;c="));
        Chain chain = Chain.of(place(files), FilesCase.LOAD);
        assertThat(chain.link(receipt, chain.prepare(receipt))).isTrue();

        assertThat(visible(files)).containsExactly("a=1", "a=2", "b=3");
        assertThat(files.open().receipts().head()).isEqualTo(receipt.head());
        assertThat(visible(files)).containsExactly("a=10", "a=11", "b=3", "c=30");
        chain.rollForward(receipt);
        assertThat(visible(files)).containsExactly("a=10", "a=11", "b=3", "c=30");
    }

    @Test
    void aSweepMakesAStoppedAttemptStaleAndDeletesIt(TestInfo test) throws IOException {
        FilesCase files = files(test, Format.PARQUET);
        Staged stopped = files.stage(files.open(), "a=1");
        Target target = files.open();
        assertThat(target.sweep(FilesCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, "")))
                .isEqualTo(1);
        assertThat(stopped.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        assertThat(files.publish(target, "a=1")).isInstanceOf(Published.Done.class);
        assertThat(visible(files)).containsExactly("a=1");
        assertThat(place(files).list(Names.attempts(Names.folder("job one", "lake"))))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNoError(TestInfo test) throws IOException {
        Place place = place(files(test, Format.PARQUET));
        assertThat(place.list("none")).isEmpty();
        assertThat(place.exists("none")).isFalse();
        assertThat(place.move("none", "other")).isFalse();
        assertThat(place.link("none", "head-1")).isFalse();
        place.delete("none");
    }
}
