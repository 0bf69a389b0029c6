package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.cli.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job that masks leaves behind. */
@Tag("chaos")
class TestMaskedJob {
    private static final String KEY = "cb1f0e5a-a-key-that-nobody-may-see-9d2";

    /** {@code printf ann | openssl dgst -sha256 -hmac} with the key. */
    private static final String ANN = "85abbac73453a751b64e9e70a42bf925aa5923f9abade4ff8d859f92962482b1";

    @TempDir
    private Path folder;

    @Test
    void theKeyIsInNothingThatARunLeavesBehind() throws IOException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
        lab.write("key.txt", KEY + "\n");
        String hidden = "transform = [\n{ name = hidden, type = mask, from = orders,"
                + " columns.name { type = hash, key = \"file:key.txt\" } }\n";
        lab.conf(Lab.CONF
                .replace("transform = [", hidden)
                .replace("upper(name) AS name, _item FROM orders", "name, _item FROM hidden"));
        String good = Files.readString(lab.confFile());
        Files.writeString(
                folder.resolve("bad.conf"),
                good.replace("job = orders", "job = bad")
                        .replace("SELECT id, name", "SELECT id, string(CAST(name AS INT)) AS name"));
        Files.createDirectories(folder.resolve("events"));

        Child child = Child.running(
                Commands.class,
                List.of(),
                folder,
                List.of(
                        "-Dspark.eventLog.enabled=true",
                        "-Dspark.eventLog.dir=" + folder.resolve("events").toUri(),
                        "-Dspark.eventLog.compress=false",
                        "-Dspark.eventLog.rolling.enabled=false"),
                "run",
                lab.confFile().toString(),
                Commands.NEXT,
                "run",
                "--verbose",
                folder.resolve("bad.conf").toString(),
                Commands.NEXT,
                "show",
                folder.resolve("bad.conf").toString());
        child.await(Duration.ofMinutes(8));

        assertThat(child.said()).contains("exit 0\n").contains("exit 65\n");
        assertThat(holding("mask_hash(")).as("Spark's plans").anyMatch(file -> file.startsWith("events/"));
        assertThat(holding(ANN)).as("what was loaded").isNotEmpty();
        assertThat(holding(KEY)).containsExactly("key.txt");
    }

    /** The files below the folder whose bytes have this text in them. */
    private List<String> holding(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }
}
