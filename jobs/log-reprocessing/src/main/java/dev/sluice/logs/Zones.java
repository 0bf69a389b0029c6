package dev.sluice.logs;

import java.time.ZoneId;
import java.util.List;

/**
 * The zones of times that do not say theirs.
 *
 * @param otherwise where no rule matches
 * @param rules the first that matches a file's path holds
 */
record Zones(ZoneId otherwise, List<ZoneRule> rules) {
    Zones {
        rules = List.copyOf(rules);
    }
}
