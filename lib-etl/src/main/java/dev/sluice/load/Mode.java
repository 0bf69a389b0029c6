package dev.sluice.load;

import dev.sluice.settings.InvalidSetting;
import java.util.List;
import java.util.Optional;

/** What becomes of rows that are there. */
public enum Mode {
    /** An item's rows go when a newer version of it comes. */
    REPLACE,
    /** Rows are added and never touched again. */
    APPEND,
    /** The row with the same key is updated. */
    UPSERT,
    /** The row with the same key ends, and another one begins. */
    HISTORY,
    /** All rows go: the table then holds what one slice has, which is the whole input. */
    REFRESH;

    /** True when rows are told apart by a key. */
    public boolean keyed() {
        return this == UPSERT || this == HISTORY;
    }

    /**
     * Refuses settings that a mode lacks, or has no use for.
     *
     * @param key columns that tell rows apart
     * @param version a column that grows with each change of a row
     */
    public void require(List<String> key, Optional<String> version) {
        if (keyed() && key.isEmpty()) {
            throw new InvalidSetting(
                    "key", "is needed for mode = upsert and history: the columns that tell rows apart");
        }
        if (!keyed() && !key.isEmpty()) {
            throw new InvalidSetting("key", "is only for mode = upsert and history");
        }
        if (!keyed() && version.isPresent()) {
            throw new InvalidSetting("version", "is only for mode = upsert and history");
        }
        if (this == HISTORY && version.isEmpty()) {
            throw new InvalidSetting("version", "is needed for mode = history: when a state of a row began");
        }
    }

    /** True when of rows with the same key the newest stays, whatever order they come in and however often. */
    public boolean keepsNewest(Optional<String> version) {
        return this == UPSERT && version.isPresent();
    }

    /** True when of rows with the same key the last that is loaded stays, so that their order matters. */
    public boolean keepsLast(Optional<String> version) {
        return this == HISTORY || (this == UPSERT && version.isEmpty());
    }

    /** What becomes of rows that are there, in a few words for people, where a column may say that a row was deleted. */
    public String manner(List<String> key, Optional<String> deleted) {
        return manner(key)
                + deleted.filter(any -> this == UPSERT)
                        .map(column -> ", or deleted where " + column)
                        .orElse("");
    }

    /** What becomes of rows that are there, in a few words for people. */
    public String manner(List<String> key) {
        return switch (this) {
            case REPLACE -> "an item's rows are replaced, by _item";
            case APPEND -> "rows are added";
            case UPSERT -> "rows are updated by " + String.join(", ", key);
            case HISTORY -> "each state is kept, by " + String.join(", ", key);
            case REFRESH -> "the whole table is replaced";
        };
    }
}
