package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestProberProcess {
    private static final Bytes VIDEO = Bytes.of(Sample.H264_AAC_MP4.file());

    /** Bytes beyond the first block make something happen before they are given. */
    private static ByteSource interrupted(Runnable event) {
        Bytes whole = Bytes.of(Sample.MPEG2_INTERLACED_TS.file());
        assertThat(whole.length()).isGreaterThan(RemoteBytes.WINDOW);
        return new ByteSource() {
            @Override
            public long length() {
                return whole.length();
            }

            @Override
            public byte[] read(long at, int count) throws IOException {
                if (at > 0) {
                    event.run();
                }
                return whole.read(at, count);
            }
        };
    }

    private static void kill(Prober prober) {
        ProcessHandle child = ProcessHandle.of(prober.processId().orElseThrow()).orElseThrow();
        child.destroyForcibly();
        child.onExit().join();
    }

    @Test
    void aFileWhoseProcessWasKilledOnceIsTriedAgain() {
        try (Prober prober = new Prober(Limits.USUAL)) {
            int[] kills = {0};
            Outcome outcome = prober.probe(
                    interrupted(() -> {
                        if (kills[0]++ == 0) {
                            kill(prober);
                        }
                    }),
                    Wish.FULL);
            assertThat(kills[0]).isGreaterThan(1);
            assertThat(outcome).isInstanceOf(Outcome.Probed.class);
        }
    }

    @Test
    void aFileThatBreaksEachProcessIsRefusedAndTheOthersGoOn() {
        try (Prober prober = new Prober(Limits.USUAL)) {
            assertThat(prober.probe(VIDEO, Wish.FULL)).isInstanceOf(Outcome.Probed.class);
            long first = prober.processId().orElseThrow();
            Outcome outcome = prober.probe(interrupted(() -> kill(prober)), Wish.FULL);
            assertThat(((Outcome.Refused) outcome).code()).isEqualTo(Refusal.PROBE_CRASH);
            assertThat(prober.probe(VIDEO, Wish.FULL)).isInstanceOf(Outcome.Probed.class);
            assertThat(prober.processId())
                    .hasValueSatisfying(now -> assertThat(now).isNotEqualTo(first));
        }
    }

    @Test
    void aProcessThatDiedBetweenFilesCostsNoFile() {
        try (Prober prober = new Prober(Limits.USUAL)) {
            prober.probe(VIDEO, Wish.FULL);
            kill(prober);
            assertThat(prober.probe(VIDEO, Wish.FULL)).isInstanceOf(Outcome.Probed.class);
        }
    }

    @Test
    void aFileThatTakesTooLongIsRefused() {
        try (Prober prober = new Prober(new Limits(1L << 30, Duration.ofMillis(700)))) {
            prober.probe(VIDEO, Wish.FULL);
            long before = System.nanoTime();
            Outcome outcome = prober.probe(interrupted(() -> sleep(1500)), Wish.FULL);
            assertThat(((Outcome.Refused) outcome).code()).isEqualTo(Refusal.PROBE_TIMEOUT);
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theProcessEndsWithItsProber() {
        Prober prober = new Prober(Limits.USUAL);
        prober.probe(VIDEO, Wish.FULL);
        ProcessHandle child = ProcessHandle.of(prober.processId().orElseThrow()).orElseThrow();
        prober.close();
        assertThat(child.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                .isFalse();
    }

    @Test
    void theProcessHasNoneOfOurEnvironment() throws Exception {
        assertThat(System.getenv()).isNotEmpty();
        try (Prober prober = new Prober(Limits.USUAL)) {
            prober.probe(VIDEO, Wish.FULL);
            long child = prober.processId().orElseThrow();
            String environment = Files.readString(Path.of("/proc/" + child + "/environ"));
            // The shell that sets the limit adds where it is.
            assertThat(environment.replaceAll("(PWD|OLDPWD|SHLVL|_)=[^\0]*\0", ""))
                    .isEmpty();
        }
    }

    @Test
    void theProcessHasALimitOnItsMemory() throws Exception {
        try (Prober prober = new Prober(Limits.USUAL)) {
            prober.probe(VIDEO, Wish.FULL);
            List<String> limits =
                    Files.readAllLines(Path.of("/proc/" + prober.processId().orElseThrow() + "/limits"));
            assertThat(limits).anyMatch(line -> line.matches("Max address space +3221225472 .*"));
        }
    }
}
