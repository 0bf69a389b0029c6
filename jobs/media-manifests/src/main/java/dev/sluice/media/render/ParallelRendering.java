package dev.sluice.media.render;

import dev.sluice.media.manifest.ManifestJob;
import java.util.Iterator;

/**
 * For GNU parallel, by <a href="https://www.gnu.org/software/parallel/man.html">its manual</a>: {@code run.sh} runs all
 * jobs, {@code run.sh NUMBER} those of one shard, so that each of several machines may have its own.
 */
public record ParallelRendering() implements Rendering {
    @Override
    public void render(Iterator<ManifestJob> jobs, Folder folder) {
        Tasks.write(jobs, folder);
        folder.script("run.sh", Folder.resource("parallel.sh"));
    }
}
