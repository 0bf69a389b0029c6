package dev.sluice.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS Batch and HTCondor. */
class TestClusterRenderings {
    @TempDir
    private Path work;

    private Path rendered(Rendering rendering, int jobs) {
        List<ManifestJob> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(ManifestJobs.with(ManifestJobs.job(i, i, "/films/" + i, "/out"), "ordinary", (i + 1L) << 30));
        }
        Path folder = work.resolve("r");
        Folder.make(folder, rendering, all.iterator());
        return folder;
    }

    private static AwsBatchRendering batch(int most) {
        return new AwsBatchRendering("night", "encode:3", "/mnt/m/", 8, most);
    }

    @Test
    void aRequestIsAsSubmitJobWantsIt() throws IOException {
        Path folder = rendered(batch(10_000), 3);
        assertThat(Files.readString(folder.resolve("arrays/0001.json")).replaceAll("\\s+", ""))
                .isEqualTo("""
                        {"jobName":"sluice-ordinary-0001","jobQueue":"night","jobDefinition":"encode:3",
                         "arrayProperties":{"size":3},
                         "containerOverrides":{"command":["bash","/mnt/m/child.sh","0001"],
                          "resourceRequirements":[{"type":"VCPU","value":"8"},{"type":"MEMORY","value":"3328"}]},
                         "retryStrategy":{"attempts":3,"evaluateOnExit":[
                          {"onStatusReason":"Host EC2*","action":"RETRY"},{"onReason":"*","action":"EXIT"}]},
                         "timeout":{"attemptDurationSeconds":861}}
                        """.replaceAll("\\s+", ""));
    }

    @Test
    void oneShardIsNoArray() throws IOException {
        Path folder = rendered(batch(2), 5);
        assertThat(Files.readString(folder.resolve("arrays/0002.json"))).contains("\"size\" : 2");
        assertThat(Files.readString(folder.resolve("arrays/0003.json"))).doesNotContain("arrayProperties");
        assertThat(folder.resolve("arrays/0003.list")).hasContent("4\n");
    }

    @Test
    void everyChildRunsItsShard() {
        Shell shell = new Shell(work);
        for (int i = 0; i < 3; i++) {
            shell.film("f" + i + ".mkv", "film", i, 60);
        }
        shell.render(batch(2));
        assertThat(shell.run(Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "1"), "child.sh", "0001"))
                .isEqualTo(new Shell.Result(0, ""));
        assertThat(shell.run(Map.of(), "child.sh", "0002")).isEqualTo(new Shell.Result(0, ""));
        assertThat(shell.jobs().stream().map(job -> Files.exists(Path.of(job.output()))))
                .containsExactly(false, true, true);
    }

    @Test
    void aDescriptionIsAsCondorWantsIt() {
        Path folder = rendered(new CondorRendering(2), 3);
        assertThat(folder.resolve("arrays/0001.sub")).hasContent("""
                universe = vanilla
                executable = shard.sh
                transfer_executable = false
                should_transfer_files = NO
                arguments = $(shard)
                getenv = FFMPEG, LD_LIBRARY_PATH, PATH
                request_cpus = 2
                request_memory = 3328MB
                log = logs/0001.log
                output = logs/$(shard).out
                error = logs/$(shard).err
                queue shard from arrays/0001.list
                """);
        assertThat(folder.resolve("arrays/0001.list")).hasContent("0\n1\n2\n");
    }

    @Test
    void everyScriptIsSound() throws IOException {
        List<Rendering> all =
                List.of(new ParallelRendering(), new SlurmRendering(2, 1), batch(2), new CondorRendering(1));
        for (int i = 0; i < all.size(); i++) {
            Path folder = work.resolve("s" + i);
            Folder.make(
                    folder,
                    all.get(i),
                    List.of(ManifestJobs.job(1, 0, "/films/1", "/out")).iterator());
            List<Path> scripts;
            try (Stream<Path> files = Files.walk(folder)) {
                scripts = files.filter(Files::isExecutable)
                        .filter(Files::isRegularFile)
                        .toList();
            }
            assertThat(scripts).hasSizeGreaterThan(2);
            for (Path script : scripts) {
                Process bash = new ProcessBuilder("bash", "-n", script.toString())
                        .redirectErrorStream(true)
                        .start();
                assertThat(Shell.end(bash)).isEqualTo(new Shell.Result(0, ""));
            }
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> batch(1))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is 1; allowed is 2 to 10000");
        assertThatThrownBy(() -> batch(10_001)).isInstanceOf(InvalidSetting.class);
        assertThatThrownBy(() -> new AwsBatchRendering("q", "d", "mnt", 1, 2))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("\"mnt\" is no absolute path");
        assertThatThrownBy(() -> new AwsBatchRendering("q", "d", "/mnt", 0, 2)).isInstanceOf(InvalidSetting.class);
        assertThatThrownBy(() -> new CondorRendering(0)).isInstanceOf(InvalidSetting.class);
    }
}
