package dev.sluice.media.verify;

import dev.sluice.media.manifest.ManifestJob;
import java.nio.file.Path;

/** Tells whether an output may take its input's place. Thread-safe. */
public interface Gate {
    /**
     * Looks at an output. It fails closed: a check that cannot be made is a defect.
     *
     * @param job what was promised; its input must still be there
     * @param output the file, under whatever name
     * @throws dev.sluice.fault.Fault when the machine keeps it from looking, such as a full disk; never for what is in the
     *     files
     */
    Judgement judge(ManifestJob job, Path output);

    /**
     * The same of an output that was put together from pieces: no frame may be missing, there twice or elsewhere, as far as
     * the gate can tell.
     */
    default Judgement judgeJoined(ManifestJob job, Path output) {
        return judge(job, output);
    }
}
