package dev.sluice.media.encode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The encoders that an ffmpeg of this machine has, asked once in a process. Thread-safe. */
final class Encoders {
    private static final Map<Programs, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private Encoders() {}

    /**
     * Holds a job's encoders against them: one that is missing is missing for all jobs, and no file's fault.
     *
     * @throws Fault SETTINGS
     */
    static void require(Programs programs, ManifestJob job) {
        Set<String> wanted = new TreeSet<>();
        job.target().video().map(VideoTarget::encoder).ifPresent(wanted::add);
        job.target().audio().stream().map(AudioTarget::encoder).forEach(wanted::add);
        wanted.remove(AudioTarget.COPY);
        Set<String> there = KNOWN.computeIfAbsent(programs, Programs::encoders);
        wanted.removeAll(there);
        if (!wanted.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot encode job " + job.jobKey() + ": " + programs.ffmpeg() + " has no encoder "
                            + String.join(", ", wanted) + " (name an ffmpeg that has it, or plan by another encoder)");
        }
    }
}
