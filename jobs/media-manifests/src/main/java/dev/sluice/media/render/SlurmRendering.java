package dev.sluice.media.render;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Arrays of jobs for Slurm, by <a href="https://slurm.schedmd.com/job_array.html">Job Array Support</a> and <a
 * href="https://slurm.schedmd.com/sbatch.html">sbatch</a>: an element is a shard. {@code submit.sh} submits them all and
 * hands its own arguments to sbatch. An array holds shards of one class, because its elements get the same memory and time.
 */
public record SlurmRendering(
        @Doc("MaxArraySize of slurm.conf: indexes are below it") @Preset("1001")
        int maxArraySize,

        @Doc("CPUs of one element") @Preset("4") int cpus)
        implements Rendering {
    private static final int MOST = 4_000_001;
    private static final int MINUTE = 60;

    public SlurmRendering {
        if (maxArraySize < 1 || maxArraySize > MOST) {
            throw new InvalidSetting("max-array-size", "is " + maxArraySize + "; allowed is 1 to " + MOST);
        }
        if (cpus < 1) {
            throw new InvalidSetting("cpus", "is " + cpus + "; 1 or more is wanted");
        }
    }

    @Override
    public void render(Iterator<ManifestJob> jobs, Folder folder) {
        List<Shard> shards = Tasks.write(jobs, folder);
        folder.folder("logs");
        int number = 0;
        for (List<Shard> chunk : Shard.chunks(shards, maxArraySize)) {
            String name = String.format(Locale.ROOT, "%04d", ++number);
            folder.file("arrays/" + name + ".list", Shard.list(chunk));
            folder.script("arrays/" + name + ".sbatch", script(name, chunk));
        }
        folder.script("submit.sh", Folder.resource("slurm.sh"));
    }

    private String script(String name, List<Shard> chunk) {
        return """
                #!/bin/bash
                #SBATCH --job-name=sluice-%s-%s
                #SBATCH --array=0-%d
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=%d
                #SBATCH --mem=%dM
                #SBATCH --time=%d
                #SBATCH --open-mode=append
                #SBATCH --output=logs/%s-%%a.log
                # Slurm runs a copy of this file; the folder is the one that submit.sh was in.
                cd -- "$SLURM_SUBMIT_DIR" || exit 66
                exec ./shard.sh "$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" arrays/%s.list)"
                """.formatted(
                        chunk.get(0).kind(),
                        name,
                        chunk.size() - 1,
                        cpus,
                        Shard.megabytes(chunk),
                        (Shard.seconds(chunk) + MINUTE - 1) / MINUTE,
                        name,
                        name);
    }
}
