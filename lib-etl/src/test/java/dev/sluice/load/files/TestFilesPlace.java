package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestFilesPlace {
    @Test
    void ofFourThatLinkOneNameOneWins() throws Exception {
        Place place = new LocalPlace(FilesCase.fresh("race"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        for (int round = 0; round < 200; round++) {
            String name = "head-" + round;
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int each = 0; each < 4; each++) {
                String temporary = "tmp-" + round + "-" + each;
                place.write(temporary, temporary);
                tries.add(() -> {
                    together.await();
                    return place.link(temporary, name);
                });
            }
            List<Future<Boolean>> answers = threads.invokeAll(tries);
            List<Integer> winners = IntStream.range(0, 4)
                    .filter(each -> won(answers.get(each)))
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(place.read(name)).isEqualTo("tmp-" + round + "-" + winners.get(0));
        }
        threads.shutdown();
    }

    private static boolean won(Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void movesOnceAndDeletesTrees() throws Exception {
        Place place = new LocalPlace(FilesCase.fresh("moves"));
        place.write("a/b/c", "x");
        assertThat(place.move("a/b", "d")).isTrue();
        assertThat(place.move("a/b", "e")).isFalse();
        assertThat(place.read("d/c")).isEqualTo("x");
        place.delete("d");
        place.delete("d");
        assertThat(place.exists("d")).isFalse();
        assertThat(place.link("missing", "head-1")).isFalse();
    }

    @Test
    void namesAreSafeAndDistinct() {
        String long1 = "日本".repeat(40);
        assertThat(Names.safe("a b/..%é")).isEqualTo("a%20b%2F%2E%2E%25%C3%A9");
        assertThat(Names.safe(long1)).hasSizeLessThanOrEqualTo(48).isNotEqualTo(Names.safe(long1 + "x"));
    }
}
