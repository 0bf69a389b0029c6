package dev.sluice.media.render;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Submit descriptions for HTCondor, by <a
 * href="https://htcondor.readthedocs.io/en/latest/man-pages/condor_submit.html">condor_submit</a>: a job is a shard, a
 * description holds those of one class. {@code submit.sh} submits them all; the folder and the files of the jobs must be
 * seen by all machines under the same names.
 */
public record CondorRendering(
        @Doc("CPUs of one job") @Preset("4") int cpus) implements Rendering {
    public CondorRendering {
        if (cpus < 1) {
            throw new InvalidSetting("cpus", "is " + cpus + "; 1 or more is wanted");
        }
    }

    @Override
    public void render(Iterator<ManifestJob> jobs, Folder folder) {
        List<Shard> shards = Tasks.write(jobs, folder);
        folder.folder("logs");
        int number = 0;
        for (List<Shard> kind : Shard.chunks(shards, Integer.MAX_VALUE)) {
            String name = String.format(Locale.ROOT, "%04d", ++number);
            folder.file("arrays/" + name + ".list", Shard.list(kind));
            folder.file("arrays/" + name + ".sub", """
                    universe = vanilla
                    executable = shard.sh
                    transfer_executable = false
                    should_transfer_files = NO
                    arguments = $(shard)
                    getenv = FFMPEG, LD_LIBRARY_PATH, PATH
                    request_cpus = %d
                    request_memory = %dMB
                    log = logs/%s.log
                    output = logs/$(shard).out
                    error = logs/$(shard).err
                    queue shard from arrays/%s.list
                    """.formatted(cpus, Shard.megabytes(kind), name, name));
        }
        folder.script("submit.sh", Folder.resource("condor.sh"));
    }
}
