package dev.sluice.media.manifest;

import dev.sluice.media.decide.Target;
import dev.sluice.settings.Doc;

/** A job of a published manifest, as far as another plan is held against it. */
public record LiveJob(
        @Doc("its key") String jobKey,

        @Doc("its shard; later generations have higher ones")
        int shard,

        @Doc("the file that it reads") String path,
        @Doc("what it makes of it") Target target) {}
