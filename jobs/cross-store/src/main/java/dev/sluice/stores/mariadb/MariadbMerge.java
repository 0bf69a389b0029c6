package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code INSERT … ON DUPLICATE KEY UPDATE} (mariadb.com/kb/en/insert-on-duplicate-key-update). It has no condition: each
 * column takes its new value if the version is newer. Assignments are done in order and see those before them, so the
 * version comes last.
 */
record MariadbMerge(Dialect dialect, Merge merge) {
    String sql() {
        List<String> rest = new ArrayList<>(merge.rest());
        merge.version().filter(rest::remove).ifPresent(rest::add);
        String set = rest.stream().map(this::assignment).collect(Collectors.joining(", "));
        String same = old(merge.key().get(0));
        return "INSERT INTO " + merge.table() + " (" + Merge.list(dialect, merge.columns()) + ") SELECT * FROM ("
                + merge.rows() + ") s ON DUPLICATE KEY UPDATE " + (set.isEmpty() ? same + " = " + same : set);
    }

    private String assignment(String name) {
        String value = merge.version()
                .map(version -> "IF(" + old(version) + " IS NULL OR " + fresh(version) + " > " + old(version) + ", "
                        + fresh(name) + ", " + old(name) + ")")
                .orElse(fresh(name));
        return old(name) + " = " + value;
    }

    private String fresh(String name) {
        return "VALUES(" + dialect.quote(name) + ")";
    }

    private String old(String name) {
        return merge.table() + "." + dialect.quote(name);
    }
}
