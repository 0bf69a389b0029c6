package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.extract.Counts;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRetry {
    private final List<String> retries = new ArrayList<>();

    @TempDir
    private Path folder;

    private Lab lab;
    private Optional<Fault> ending = Optional.empty();

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
    }

    /** Runs the lab's job with its last load made flaky. */
    private Report run(int failures, Flaky.Step step, Code code, Retry retry) {
        Job job = lab.job();
        List<Load> loads = new ArrayList<>(job.loads());
        Load last = loads.remove(loads.size() - 1);
        loads.add(new Load(last.id(), last.from(), new Flaky(last.sink(), new AtomicInteger(failures), step, code)));
        Job flaky = new Job(
                job.name(),
                job.file(),
                job.state(),
                job.sources(),
                job.driving(),
                job.slicing(),
                job.transforms(),
                loads,
                job.checks(),
                retry,
                job.spark(),
                job.warehouses(),
                job.origins(),
                job.configurationHash());
        String id = "r" + UUID.randomUUID().toString().substring(0, 6);
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "1.0.0");
        return new Runner(lab.spark(), flaky, request, job.runFolder(id), new Watch()).run();
    }

    private final class Watch implements RunListener {
        @Override
        public void retrying(int failed, int attempts, Duration pause, String problem) {
            retries.add(failed + "/" + attempts + " " + problem);
        }

        @Override
        public void mayGoOn() {
            if (!retries.isEmpty()) {
                ending.ifPresent(why -> {
                    throw why;
                });
            }
        }
    }

    private static Retry quick(int attempts) {
        return new Retry(attempts, Duration.ofMillis(20));
    }

    @Test
    void aFaultThatPassesIsTriedAgainAndTold() {
        Report report = run(2, Flaky.Step.STAGE, Code.STORE_DOWN, quick(3));

        assertThat(report.exitStatus()).isZero();
        assertThat(retries)
                .containsExactly(
                        "1/3 Cannot reach store: gone for a while", "2/3 Cannot reach store: gone for a while");
        assertThat(ReportText.outcome(report, "x"))
                .contains("slice 1/1  published after try 2 of 3 failed: Cannot reach store: gone for a while");
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void aLoadThatWasPublishedBeforeTheFaultIsNotPublishedTwice() {
        Report report = run(1, Flaky.Step.PUBLISH, Code.STORE_DOWN, quick(3));

        assertThat(report.exitStatus()).isZero();
        assertThat(report.loads()).extracting(Report.Loaded::rows).containsExactly(2L, 2L);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    void whatWasPublishedStaysWhenTheFaultComesRightAfter() {
        lab.run(new RunListener() {
            @Override
            public void published(Receipt receipt) {
                throw new Fault(Code.TRY_LATER, "Cannot write it down");
            }
        });

        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    /** Tries work that fails so many times before it is done. */
    private SlicePublish.Outcome attempt(int failures, Code code, Retry retry) {
        AtomicInteger left = new AtomicInteger(failures);
        SlicePublish.Outcome done =
                new SlicePublish.Outcome(false, Counts.NONE, Map.of(), List.of(), List.of(), List.of(), List.of());
        return new Attempts(retry, new Watch()).run(List.of(), () -> {
            if (left.getAndDecrement() > 0) {
                throw new Fault(code, "Cannot reach store: gone for a while");
            }
            return done;
        });
    }

    private Fault fault(int failures, Code code, Retry retry) {
        return catchThrowableOfType(Fault.class, () -> attempt(failures, code, retry));
    }

    @Test
    void aFaultThatOutlivesItsTriesIsSaidWithTheirNumber() {
        Fault down = fault(3, Code.STORE_DOWN, quick(3));

        assertThat(down.code()).isEqualTo(Code.STORE_DOWN);
        assertThat(down).hasMessage("Cannot reach store: gone for a while (tried 3 times)");
        assertThat(fault(2, Code.INPUT_OUTPUT, quick(2)).code()).isEqualTo(Code.TRY_LATER);
        assertThat(fault(1, Code.INPUT_OUTPUT, quick(1)).code()).isEqualTo(Code.INPUT_OUTPUT);
        assertThat(attempt(2, Code.INPUT_OUTPUT, quick(3)).stale()).isFalse();
    }

    @Test
    void aFaultThatDoesNotPassIsNotTriedAgain() {
        for (Code code : Code.values()) {
            if (!code.retryable()) {
                assertThat(fault(1, code, quick(3)).code()).isEqualTo(code);
            }
        }
        assertThat(retries).isEmpty();
    }

    @Test
    void aRunThatHasToEndDoesNotWaitForItsNextTry() {
        ending = Optional.of(new Fault(Code.STOPPED, "Cannot finish: stopped by a signal"));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(fault(1, Code.STORE_DOWN, new Retry(2, Duration.ofHours(1))))
                        .isSameAs(ending.get()));
    }

    @Test
    void whatIsStagedAgainAfterAConflictIsCheckedAgain() {
        lab.conf(Lab.CONF
                .replace("{ name = table, from = named, type = iceberg, table = LAKE.shop.orders }", "")
                .replace("max-rejects = 0", "max-rejects = 0, min-rows = 1"));
        Report report = run(1, Flaky.Step.CONTEST, Code.INTERNAL, Retry.usual());
        assertThat(report.exitStatus()).isEqualTo(Code.CHECK_FAILED.exitStatus());
        assertThat(folder.resolve("out").toFile().list((at, name) -> name.startsWith("slice=")))
                .isEmpty();
    }

    @Test
    void waitsDoubleUpToALimitAndDifferByChance() {
        Retry retry = new Retry(20, Duration.ofSeconds(8));

        for (int i = 0; i < 50; i++) {
            assertThat(retry.pause(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            assertThat(retry.pause(3)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(32));
            assertThat(retry.pause(19)).isBetween(Retry.LONGEST.dividedBy(2), Retry.LONGEST);
        }
        assertThat(retry.pause(3)).isNotEqualTo(retry.pause(3));
    }

    @Test
    void settingsComeFromTheJobFile() {
        lab.conf(Lab.CONF.replace("retry.first-wait = 20ms", ""));
        assertThat(lab.job().retry()).isEqualTo(new Retry(3, Duration.ofSeconds(5)));
        lab.conf(Lab.CONF + "\nretry { attempts = 5, first-wait = 1m }\n");
        assertThat(lab.job().retry()).isEqualTo(new Retry(5, Duration.ofMinutes(1)));
        assertThatThrownBy(() -> new Retry(0, Duration.ZERO)).isInstanceOf(InvalidSetting.class);
    }
}
