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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSlurmRendering {
    @TempDir
    private Path work;

    @Test
    void anArrayIsAsSbatchWantsIt() throws IOException {
        Path folder = work.resolve("r");
        List<ManifestJob> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(ManifestJobs.with(
                    ManifestJobs.job(i, 40 + i / 2, "/films/" + i, "/out"), "ordinary", (i + 1L) << 30));
        }
        Folder.make(folder, new SlurmRendering(1001, 8), jobs.iterator());
        // A shard is two jobs of 801 seconds each, and a minute; the largest job takes 6 GB, and 256 MB.
        assertThat(folder.resolve("arrays/0001.sbatch")).hasContent("""
                #!/bin/bash
                #SBATCH --job-name=sluice-ordinary-0001
                #SBATCH --array=0-2
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=8
                #SBATCH --mem=6400M
                #SBATCH --time=28
                #SBATCH --open-mode=append
                #SBATCH --output=logs/0001-%a.log
                # Slurm runs a copy of this file; the folder is the one that submit.sh was in.
                cd -- "$SLURM_SUBMIT_DIR" || exit 66
                exec ./shard.sh "$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" arrays/0001.list)"
                """);
        assertThat(folder.resolve("arrays/0001.list")).hasContent("40\n41\n42\n");
        assertThat(folder.resolve("logs")).isDirectory();
    }

    @Test
    void arraysEndAtTheLimitAndHoldOneClass() throws IOException {
        List<ManifestJob> jobs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            jobs.add(ManifestJobs.with(
                    ManifestJobs.job(i, i, "/films/" + i, "/out"), i % 3 == 0 ? "hdr" : "ordinary", 1 << 20));
        }
        Path folder = work.resolve("r");
        Folder.make(folder, new SlurmRendering(3, 1), jobs.iterator());
        assertThat(folder.resolve("arrays/0001.list")).hasContent("0\n3\n6\n");
        assertThat(folder.resolve("arrays/0002.list")).hasContent("1\n2\n4\n");
        assertThat(folder.resolve("arrays/0003.list")).hasContent("5\n");
        assertThat(Files.readString(folder.resolve("arrays/0001.sbatch")))
                .contains("=sluice-hdr-0001\n", "--array=0-2\n");
        assertThat(Files.readString(folder.resolve("arrays/0003.sbatch"))).contains("--array=0-0\n");
    }

    @Test
    void everyElementRunsItsShard() throws IOException {
        Shell shell = new Shell(work);
        for (int i = 0; i < 5; i++) {
            shell.film("f;" + i + ".mkv", "film", i / 2, 60);
        }
        shell.render(new SlurmRendering(2, 1));
        Path programs = Files.createDirectory(work.resolve("programs"));
        // As Slurm: the elements one by one, of a copy of the script, in the folder of submission.
        Shell.program(programs.resolve("sbatch"), """
                #!/usr/bin/env bash
                array=${*: -1}
                [[ $1 == --partition=long ]] || exit 1
                cp -- "$array" "$SPOOL"
                last=$(sed -n 's/^#SBATCH --array=0-//p' "$array")
                for ((i = 0; i <= last; i++)); do
                    (cd / && SLURM_SUBMIT_DIR=$OLDPWD SLURM_ARRAY_TASK_ID=$i bash "$SPOOL") || exit
                done
                """);
        Shell.Result result = shell.run(
                Map.of(
                        "PATH",
                        programs + ":" + System.getenv("PATH"),
                        "SPOOL",
                        work.resolve("spooled").toString()),
                "submit.sh",
                "--partition=long");
        assertThat(result).isEqualTo(new Shell.Result(0, ""));
        assertThat(shell.jobs())
                .allSatisfy(job -> assertThat(Path.of(job.output())).exists());
        assertThat(shell.calls()).hasSize(5);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new SlurmRendering(0, 1))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is 0; allowed is 1 to 4000001");
        assertThatThrownBy(() -> new SlurmRendering(1, 0))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is 0; 1 or more is wanted");
    }
}
