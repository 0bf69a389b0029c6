package dev.sluice.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.render.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts, run by bash. */
class TestTasks {
    private static final List<String> HOSTILE = List.of(
            "; touch canary",
            "$(touch canary).mkv",
            "`touch canary`.mkv",
            "'; touch canary; '",
            "\"$(touch canary)\".mkv",
            "-rf.mkv",
            "two\nlines\n",
            "*?[a-z]{a,b}.mkv",
            "ü 😀 \u200f.mkv",
            "\\n\\0%s%n.mkv",
            " leading and trailing ",
            "~",
            "a&&b||c>canary<d#e!f^g.mkv",
            "folder;x/-i/{}.mkv");

    @TempDir
    private Path work;

    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(work);
    }

    private ManifestJob only(String word, long seconds) {
        ManifestJob job = shell.film("a.mkv", word, 0, seconds);
        shell.render(new ParallelRendering());
        return job;
    }

    @Test
    void hostileNamesAreDataAllTheWay() throws IOException {
        List<ManifestJob> jobs = HOSTILE.stream()
                .map(name -> shell.film(name, "film of " + name.length(), 4, 60))
                .toList();
        shell.render(new ParallelRendering());
        Result result = shell.run(Map.of(), "shard.sh", "4");
        assertThat(result).isEqualTo(new Result(0, ""));
        for (int i = 0; i < jobs.size(); i++) {
            ManifestJob job = jobs.get(i);
            assertThat(Path.of(job.output()))
                    .hasSameTextualContentAs(Path.of(job.input().path()));
            assertThat(Path.of(job.temporary())).doesNotExist();
            assertThat(shell.calls().get(i))
                    .containsExactly(
                            "-i", "file:" + job.input().path(), "-x", "$(touch canary)", "file:" + job.temporary());
        }
        assertThat(shell.canaries()).isEmpty();
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
        ManifestJob job = only("film", 60);
        assertThat(shell.task(job).status()).isEqualTo(0);
        assertThat(shell.task(job).status()).isEqualTo(0);
        assertThat(shell.calls()).hasSize(1);
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        ManifestJob job = only("film", 60);
        Files.createDirectories(Path.of(job.output()).getParent());
        Files.writeString(Path.of(job.output()), "mine");
        assertThat(shell.task(job).status()).isEqualTo(0);
        assertThat(Path.of(job.output())).hasContent("mine");
        assertThat(shell.calls()).isEmpty();
    }

    @Test
    void aFileThatComesInTheMeantimeIsNotReplaced() {
        ManifestJob job = only("rival", 60);
        Result result = shell.run(Map.of("RIVAL", job.output()), "task.sh", job.jobKey(), "60", "1");
        assertThat(result.status()).isEqualTo(73);
        assertThat(result.said()).contains("a file of the output's name has come");
        assertThat(Path.of(job.output())).hasContent("rival");
    }

    @Test
    void aFailureIsTriedAgainAndThenTold() {
        ManifestJob job = only("fail", 60);
        assertThat(shell.task(job)).isEqualTo(new Result(3, "job " + job.jobKey() + ": ffmpeg ended with 3\n"));
        assertThat(shell.calls()).hasSize(2);
        assertThat(Path.of(job.temporary())).doesNotExist();
        assertThat(Path.of(job.output())).doesNotExist();
    }

    @Test
    void aShardGoesOnAfterAFailure() {
        shell.film("a.mkv", "fail", 2, 60);
        ManifestJob last = shell.film("b.mkv", "film", 2, 60);
        shell.render(new ParallelRendering());
        assertThat(shell.run(Map.of(), "shard.sh", "2").status()).isEqualTo(1);
        assertThat(Path.of(last.output())).exists();
    }

    @Test
    void timeIsLimitedAndNotGivenTwice() {
        ManifestJob job = only("sleep", 1);
        assertThat(shell.task(job).status()).isEqualTo(124);
        assertThat(shell.calls()).hasSize(1);
        assertThat(Path.of(job.output())).doesNotExist();
    }

    @Test
    void nothingIsNoOutput() {
        ManifestJob job = only("nothing", 60);
        assertThat(shell.task(job).status()).isEqualTo(70);
        assertThat(Path.of(job.output())).doesNotExist();
    }

    @Test
    void aLinkInTheWayIsNotWrittenThrough() throws IOException {
        ManifestJob job = only("film", 60);
        Path victim = Files.writeString(work.resolve("victim"), "mine");
        Files.createDirectories(Path.of(job.temporary()).getParent());
        Files.createSymbolicLink(Path.of(job.temporary()), victim);
        assertThat(shell.task(job).status()).isEqualTo(0);
        assertThat(victim).hasContent("mine");
        assertThat(Path.of(job.output())).isRegularFile().hasContent("film\n");
    }

    @Test
    void whatFfmpegSaysIsLimited() {
        ManifestJob job = only("talk", 60);
        Result result = shell.task(job);
        assertThat(result.status()).isEqualTo(0);
        assertThat(result.said()).matches("x{65536}");
    }

    @Test
    void twoAreNotAtTheSameJob() throws IOException, InterruptedException {
        ManifestJob job = only("wait", 60);
        Process first = shell.start(Map.of(), shell.folder.resolve("task.sh").toString(), job.jobKey(), "60", "1");
        while (!Files.exists(work.resolve("calls.at"))) {
            Thread.sleep(20);
        }
        assertThat(shell.task(job)).isEqualTo(new Result(75, "job " + job.jobKey() + ": another process is at it\n"));
        Files.createFile(work.resolve("calls.go"));
        assertThat(Shell.end(first).status()).isEqualTo(0);
        assertThat(shell.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "x,60,1",
        "../../a,60,1",
        "00000000000000000000000000000000,0,1",
        "00000000000000000000000000000000,60,x"
    })
    void wrongArgumentsAreRefused(String key, String seconds, String attempts) {
        only("film", 60);
        assertThat(shell.run(Map.of(), "task.sh", key, seconds, attempts).status())
                .isEqualTo(64);
        assertThat(shell.run(Map.of(), "task.sh", ManifestJobs.key(9), "60", "1")
                        .status())
                .isEqualTo(66);
        assertThat(shell.run(Map.of(), "shard.sh", "9").status()).isEqualTo(66);
        assertThat(shell.run(Map.of(), "shard.sh", "a").status()).isEqualTo(64);
    }

    @Test
    void theSameLinesGiveTheSameBytes() throws IOException {
        for (int i = 0; i < 5; i++) {
            shell.film("f" + i + ".mkv", "film", i / 2, 60);
        }
        shell.render(new SlurmRendering(1001, 4));
        Path again = work.resolve("again");
        Folder.make(again, new SlurmRendering(1001, 4), shell.jobs().iterator());
        assertThat(Shell.content(again)).isEqualTo(Shell.content(shell.folder)).hasSizeGreaterThan(15);
        assertThat(Shell.content(again).get("shards/000001.tsv"))
                .isEqualTo(ManifestJobs.key(2) + "\t60\t2\n" + ManifestJobs.key(3) + "\t60\t2\n");
        assertThat(Shell.content(again).get("jobs.tsv").lines()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://films/a.mkv", "hdfs:/films/a.mkv", "films/a.mkv"})
    void whatAScriptCannotOpenIsRefusedByName(String input) {
        ManifestJob job = ManifestJobs.job(1, 0, input, "/out");
        assertThatThrownBy(() -> Folder.make(
                        work.resolve("r"), new ParallelRendering(), List.of(job).iterator()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageStartingWith("Cannot use job " + job.jobKey() + ": its input is no file")
                .hasMessageContaining(input);
        assertThat(work.toFile().list()).noneMatch(name -> name.startsWith("r") || name.startsWith(".r"));
    }

    @Test
    void jobsOutOfOrderOrTwiceAreRefused() {
        ManifestJob one = ManifestJobs.job(1, 0, "/a", "/out");
        ManifestJob two = ManifestJobs.job(2, 0, "/b", "/out");
        ManifestJob other = ManifestJobs.job(1, 3, "/a", "/out");
        ManifestJob large = ManifestJobs.with(two, "large-memory", 1);
        for (List<ManifestJob> jobs : List.of(
                List.of(two, one), List.of(one, one), List.of(one, other), List.of(other, two), List.of(one, large))) {
            assertThatThrownBy(() -> Folder.make(work.resolve("r"), new ParallelRendering(), jobs.iterator()))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_DAMAGED));
        }
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Path there = Files.createDirectory(work.resolve("there"));
        assertThatThrownBy(() ->
                        Folder.make(there, new ParallelRendering(), shell.jobs().iterator()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("that is there");
        assertThat(there).isEmptyDirectory();
    }
}
