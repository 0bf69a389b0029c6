package dev.sluice.media.manifest;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/** What a plan that ran now would do otherwise than the published manifests say. */
public record Change(
        @Doc("changed, new, unwanted, superseded or unchanged")
        Kind kind,

        @Doc("fingerprint of the content; none of unchanged and superseded jobs, which are only counted")
        Optional<String> asset,

        @Doc("the file") Optional<String> path,
        @Doc("profile of the job that is given out") Optional<String> oldProfile,

        @Doc("profile of the job that the plan would give out")
        Optional<String> newProfile,

        @Doc("its key") Optional<String> oldJobKey,
        @Doc("its key") Optional<String> newJobKey,
        @Doc("shard of the job that is given out") Optional<Integer> shard,
        @Doc("settings of the resolved target that differ") List<Setting> settings,
        @Doc("why a job is no longer wanted") Optional<String> why,

        @Doc("number of jobs; 1 unless they are only counted")
        long jobs) {
    public Change {
        settings = List.copyOf(settings);
    }

    /** What becomes of a job. */
    public enum Kind {
        /** The file gets another job in the place of this one. */
        CHANGED,
        /** The file has no such job yet. */
        NEW,
        /** The rules ask for it no longer, or the file is gone. */
        UNWANTED,
        /** A later job of the same file and profile was given out already. */
        SUPERSEDED,
        /** It is given out and still wanted. */
        UNCHANGED
    }

    /** A setting of a target; absent on the side that has it not. */
    public record Setting(
            @Doc("such as video.quality") String name,
            @Doc("in the job that is given out") Optional<String> before,
            @Doc("in the plan") Optional<String> after) {}

    /** Jobs of which it is only told how many there are. */
    public static Change counted(Kind kind, long jobs) {
        Optional<String> none = Optional.empty();
        return new Change(kind, none, none, none, none, none, none, Optional.empty(), List.of(), none, jobs);
    }
}
