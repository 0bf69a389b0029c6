package dev.sluice.logs;

import dev.sluice.extract.PathGlob;
import dev.sluice.settings.Doc;
import java.time.ZoneId;

/**
 * The zone of the files in some place.
 *
 * @param path a {@link PathGlob} over a file's path, behind that of an archive {@code !/} and the member's name
 * @param zone of their times that do not say theirs
 */
record ZoneRule(
        @Doc(
                "a glob over the whole path, or without a slash over the name; of a member of an archive over path!/member")
        String path,

        @Doc("the zone of times there that do not say theirs")
        ZoneId zone) {
    ZoneRule {
        PathGlob.of("path", path);
    }
}
