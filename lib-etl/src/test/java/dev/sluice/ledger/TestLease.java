package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TestLease {
    private static final Duration SHORT = Duration.ofMillis(1200);

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.at(folder.resolve("ledger.db"));
    }

    @Test
    void isGrantedToOneAndTellsTheOtherWhoHasIt() {
        try (HeldLease held = take("81c0", Lease.TTL)) {
            assertThat(held.alive()).isTrue();
            assertThat(ask("7f3a")).isInstanceOfSatisfying(Lease.Busy.class, busy -> {
                assertThat(busy.owner().run()).isEqualTo("81c0");
                assertThat(busy.owner().pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(busy.token()).isEqualTo(held.token());
                assertThat(busy.quiet()).isLessThan(Duration.ofSeconds(30));
                assertThat(Duration.between(busy.since(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(30));
            });
            try (HeldLease other = (HeldLease) Lease.tryTake(ledger, "other", Owner.here("7f3a"), Lease.TTL)) {
                assertThat(other.token()).isEqualTo(1);
            }
        }
        assertThat(Lease.find(ledger, "job")).isEmpty();
    }

    @Test
    void growsItsTokenWithEachGrant() {
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (HeldLease held = take("7f3a", Lease.TTL)) {
                tokens.add(held.token());
            }
        }
        assertThat(tokens).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void hasOneWinnerAmongEightThreads() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Long> tokens = new ArrayList<>();
        try {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String run = "run" + t;
                all.add(threads.submit(() -> contend(run, 20, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(100_000);
                    inside.decrementAndGet();
                })));
            }
            for (Future<List<Long>> one : all) {
                assertThat(one.get()).isSorted();
                tokens.addAll(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(tokens).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void hasOneWinnerAmongTwoProcesses() throws Exception {
        List<String> tokens = new ArrayList<>();
        try (OtherProcess one = OtherProcess.start(Contender.class, folder.toString(), "one");
                OtherProcess two = OtherProcess.start(Contender.class, folder.toString(), "two")) {
            tokens.addAll(one.ends());
            tokens.addAll(two.ends());
        }
        assertThat(tokens).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void staysWithAHolderThatRenewsItAndShowsProgress() throws Exception {
        try (HeldLease held = take("81c0", SHORT)) {
            held.progress("slice 3/5");
            Thread.sleep(2 * SHORT.toMillis());
            held.require();
            assertThat(ask("7f3a")).isInstanceOfSatisfying(Lease.Busy.class, busy -> {
                assertThat(busy.progress()).isEqualTo("slice 3/5");
                assertThat(busy.quiet()).isLessThan(SHORT);
            });
        }
    }

    @Test
    void isTakenOverAtOnceFromAProcessThatWasKilled() throws Exception {
        try (OtherProcess holder = OtherProcess.start(Holder.class, folder.toString(), "60000")) {
            assertThat(holder.says()).isEqualTo("1");
            assertThat(ask("7f3a")).isInstanceOf(Lease.Busy.class);
            holder.kill();
            try (HeldLease held = take("7f3a", Lease.TTL)) {
                assertThat(held.token()).isEqualTo(2);
            }
        }
    }

    @Test
    void isTakenOverFromAStoppedProcessWhichThenNotices() throws Exception {
        try (OtherProcess holder = OtherProcess.start(Holder.class, folder.toString(), "1200")) {
            assertThat(holder.says()).isEqualTo("1");
            holder.signal("STOP");
            assertThat(ask("7f3a")).isInstanceOf(Lease.Busy.class);
            try (HeldLease held = onceExpired("7f3a")) {
                assertThat(held.token()).isEqualTo(2);
                holder.signal("CONT");
                assertThat(holder.says()).isEqualTo("LEASE_LOST");
                assertThat(held.alive()).isTrue();
                assertThat(Lease.find(ledger, "job")).isPresent();
            }
        }
    }

    @Test
    void isNotTakenFromAnotherMachineBeforeItExpires() {
        Owner here = Owner.here("81c0");
        Owner elsewhere = new Owner("81c0", here.user(), here.host(), "another boot", 999_999_999L, here.born());
        Owner gone = new Owner("81c0", here.user(), here.host(), here.machine(), 999_999_999L, here.born());
        assertThat(gone.surelyDead()).isTrue();
        try (HeldLease held = (HeldLease) Lease.tryTake(ledger, "job", elsewhere, Lease.TTL)) {
            assertThat(ask("7f3a")).isInstanceOf(Lease.Busy.class);
            assertThat(held.alive()).isTrue();
        }
    }

    @Test
    void knowsAProcessIdThatWasGivenToAnotherProcess() {
        Owner here = Owner.here("81c0");
        Owner before = new Owner(
                "81c0",
                here.user(),
                here.host(),
                here.machine(),
                here.pid(),
                here.born().minusSeconds(3600));
        assertThat(before.surelyDead()).isTrue();
        assertThat(here.surelyDead()).isFalse();
        try (HeldLease forgotten = (HeldLease) Lease.tryTake(ledger, "job", before, Lease.TTL);
                HeldLease held = take("7f3a", Lease.TTL)) {
            assertThat(held.token()).isGreaterThan(forgotten.token());
        }
    }

    @Test
    void endsForAHolderWhoseLeaseWasUnlocked() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (HeldLease held = take("81c0", SHORT)) {
            held.onLost(told::countDown);
            assertThat(Lease.unlock(ledger, "job")).isPresent();
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(held.alive()).isFalse();
            assertLost(held);
        }
        assertThat(Lease.unlock(ledger, "job")).isEmpty();
    }

    @Test
    void endsForAHolderThatCannotRenewBeforeAnyoneElseCanHaveIt() throws Exception {
        HeldLease held = take("81c0", Duration.ofSeconds(3));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledger.file());
                Statement statement = other.createStatement()) {
            CountDownLatch told = new CountDownLatch(1);
            held.onLost(told::countDown);
            statement.execute("BEGIN IMMEDIATE");
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            assertLost(held);
            assertThat(statement
                            .executeQuery("SELECT expires > " + Database.NOW + " FROM lease")
                            .getBoolean(1))
                    .as("the lease is still ours by the store's clock")
                    .isTrue();
            held.close();
        }
    }

    @Test
    void endsWhenTheLedgerIsDeleted() throws Exception {
        try (HeldLease held = take("81c0", SHORT)) {
            Files.delete(ledger.file());
            await(() -> !held.alive());
        }
        assertThat(Lease.find(ledger, "job")).isEmpty();
    }

    @Test
    void leavesTheLeaseOfASuccessorAlone() {
        HeldLease first = take("81c0", Lease.TTL);
        Lease.unlock(ledger, "job");
        try (HeldLease second = take("7f3a", Lease.TTL)) {
            first.close();
            first.close();
            assertThat(Lease.find(ledger, "job")).map(Lease.Busy::token).contains(second.token());
        }
    }

    /** Takes the lease over and over; inside it nobody else may be. */
    static final class Contender {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Path mark = folder.resolve("inside");
            TestLease test = new TestLease();
            test.ledger = Ledger.at(folder.resolve("ledger.db"));
            List<Long> tokens = test.contend(arguments[1], 100, () -> {
                try {
                    Files.createFile(mark);
                    Files.delete(mark);
                } catch (IOException e) {
                    throw new AssertionError("somebody else is inside", e);
                }
            });
            tokens.forEach(System.out::println);
        }
    }

    /** Holds the lease, says its token, and says when it is lost. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            TestLease test = new TestLease();
            test.ledger = Ledger.at(Path.of(arguments[0]).resolve("ledger.db"));
            try (HeldLease held = test.take("81c0", Duration.ofMillis(Long.parseLong(arguments[1])))) {
                System.out.println(held.token());
                while (true) {
                    Thread.sleep(50);
                    held.require();
                }
            } catch (Fault e) {
                System.out.println(e.code());
            }
        }
    }

    private List<Long> contend(String run, int tries, Runnable inside) {
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < tries; i++) {
            if (ask(run) instanceof HeldLease held) {
                try (held) {
                    tokens.add(held.token());
                    inside.run();
                }
            }
        }
        return tokens;
    }

    private Lease ask(String run) {
        return Lease.tryTake(ledger, "job", Owner.here(run), Lease.TTL);
    }

    /** Asks until the holder's time is over. */
    private HeldLease onceExpired(String run) {
        Lease answer = ask(run);
        while (answer instanceof Lease.Busy) {
            LockSupport.parkNanos(50_000_000);
            answer = ask(run);
        }
        return (HeldLease) answer;
    }

    private HeldLease take(String run, Duration ttl) {
        return (HeldLease) Lease.tryTake(ledger, "job", Owner.here(run), ttl);
    }

    private static void assertLost(HeldLease held) {
        assertThatThrownBy(held::require)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.LEASE_LOST));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }
}
