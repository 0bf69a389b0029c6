package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A run that is past its deadline and never unwinds; its last words go to a file, and then it hangs there, too. */
final class StubbornChild {
    private StubbornChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        EarlyEnd end = new EarlyEnd("run", Optional.of(Duration.ofSeconds(1)));
        CountDownLatch never = new CountDownLatch(1);
        end.cancelBy(() -> {
            throw new IllegalStateException("Spark is gone");
        });
        end.lastWords(why -> {
            try {
                Files.writeString(Path.of(arguments[0]), why.code().name());
                never.await();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        never.await();
    }
}
