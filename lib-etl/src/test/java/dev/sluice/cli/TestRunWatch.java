package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Run;
import dev.sluice.run.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunWatch {
    @TempDir
    private Path folder;

    @Test
    void aLedgerThatTakesNoLineIsSaidAndTheRunGoesOn() throws IOException {
        Path file = folder.resolve("ledger.db");
        Ledger ledger = Ledger.at(file);
        Run run = ledger.begin("orders", "1.0.0", "");
        Files.writeString(file, "this is no database any more ".repeat(1_000));
        Files.deleteIfExists(folder.resolve("ledger.db-wal"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, UTF_8);
        Console console = new Console(stream, stream, new Output());
        try (EarlyEnd end = new EarlyEnd("run x", Optional.empty());
                RunWatch watch = new RunWatch(
                        run, new Lab(folder.resolve("lab")).job(), console, ledger, Optional.empty(), end)) {
            watch.retrying(1, 3, Duration.ofSeconds(5), "gone for a while");
        }
        assertThat(said.toString(UTF_8)).contains("try 1 of 3 failed", "the ledger lacks a line of run " + run.id());
    }
}
