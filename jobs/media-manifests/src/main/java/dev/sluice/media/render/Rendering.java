package dev.sluice.media.render;

import dev.sluice.media.manifest.ManifestJob;
import java.util.Iterator;

/** Writes jobs down for one executor. A rendering is the record of its settings. */
public interface Rendering {
    /**
     * Writes all that the executor needs into a folder, which is not seen by anyone before it is whole.
     *
     * @param jobs sorted by shard, then by key
     * @throws dev.sluice.fault.Fault SETTINGS for a job that the executor cannot express, by its key and what that is;
     *     INPUT_DAMAGED for jobs out of order or there twice; CANNOT_WRITE
     */
    void render(Iterator<ManifestJob> jobs, Folder folder);
}
