package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Load;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestDetectCommand {
    private static final String COMBINED =
            "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"ua\"\n";
    private static final String ERROR = "[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] client denied: /a\n";

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void write() throws IOException {
        logs = Files.createDirectories(folder.resolve("my logs"));
        Files.write(logs.resolve("a.gz"), Gz.of(COMBINED.repeat(3)));
        Files.writeString(logs.resolve("errors"), ERROR);
        Files.writeString(logs.resolve("app.json"), """
                {"ts":"2025-10-10T13:55:36Z","level":"info","took ms":3,"ok":true,"at":1}
                {"ts":"2025-10-10T13:55:37Z","user":{"id":7},"level":null,"at":1.5}
                """);
    }

    private static String detect(Object... arguments) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            String[] words =
                    java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
            assertThat(new CommandLine(new DetectCommand()).execute(words)).isZero();
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatEachFileIs() throws IOException {
        Files.writeString(logs.resolve("novel.txt"), "Once upon a time\n");
        Files.createFile(logs.resolve("empty"));
        String text = detect(logs);
        assertThat(text).containsPattern("a\\.gz +combined +100 %").containsPattern("novel\\.txt +unknown +0 %");
        assertThat(text)
                .contains("formats    apache-error 1 · combined 1 · json 1 · unknown 1")
                .doesNotContain("empty");
        assertThat(detect("--json", logs)).contains("\"format\" : \"apache-error\"");
    }

    @Test
    void writesAJobFileThatCanBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("job.conf"), detect("--job-file", logs));
        Job job = JobFile.read(file, BuiltIn.kinds(), Map.of());
        LogsSource source = (LogsSource) job.sources().get("log");
        assertThat(source.formats()).containsExactly("apache-error", "combined", "json");
        assertThat(source.columns())
                .hasValue("`ts` timestamp, `level` string, `took ms` bigint, `ok` boolean, `at` double, `user` string");
        assertThat(source.paths()).singleElement().asString().contains("my logs");
        assertThat(job.loads())
                .extracting(Load::from)
                .containsExactly("log.apache-error", "log.combined", "log.json", "log.rejects");
    }

    @Test
    void aFolderOfOneFormatNeedsNoList() throws IOException {
        Path file = Files.writeString(folder.resolve("job.conf"), detect("--job-file", logs.resolve("a.gz")));
        assertThat(file).content().contains("format = combined").doesNotContain("formats");
        assertThat(JobFile.read(file, BuiltIn.kinds(), Map.of()).loads())
                .extracting(Load::from)
                .containsExactly("log", "log.rejects");
    }
}
