package dev.sluice.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what files with a common beginning are to one another: pure, and on hashes of whole beginnings only. The
 * longest of what one content grew into is the item; what it grew from is a duplicate of it.
 */
final class Lineage {
    private final List<Version> known;
    private final List<Found> files;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

    private Lineage(List<Version> known, List<Found> files) {
        this.known = known.stream()
                .sorted(Comparator.comparing(Version::path).thenComparing(Version::length))
                .toList();
        this.files = files.stream().sorted(Comparator.comparing(Found::path)).toList();
    }

    /**
     * A version that a receipt names, once for each place it was read from.
     *
     * @param latest false when a longer version of the item is known
     * @param unchanged true when the file still lies at the path as it was read
     * @param beginnings {@link ContentHash#version()} of the file's first bytes, at the lengths of the new files
     */
    record Version(
            String id,
            String version,
            long length,
            boolean latest,
            String path,
            boolean unchanged,
            Set<String> beginnings) {}

    /**
     * A file that no receipt names as it is.
     *
     * @param prefixId the id that it would have on its own
     * @param beginnings versions of its first bytes, at the lengths of the known versions and of the other files
     */
    record Found(String path, String version, long length, String prefixId, Set<String> beginnings) {
        boolean beginsWith(String other) {
            return version.equals(other) || beginnings.contains(other);
        }
    }

    /** What a file is. */
    enum Kind {
        /** An item of its own. */
        FRESH,
        /** A known item at its known version, found at another place or date. */
        RENAMED,
        /** A known item at a new version. */
        GROWN,
        /** An item of its own that continues a beginning which another item continues otherwise. */
        APART,
        /** Nothing new. */
        DUPLICATE_OF
    }

    /**
     * The decision on one file.
     *
     * @param id of the item, empty for a duplicate
     * @param other path of the file that it continues, was or repeats; empty for a fresh one
     * @param repeats the version that it repeats, wholly or from its beginning; empty when it has something new
     */
    record Verdict(String path, Kind kind, String id, String other, String repeats) {}

    /**
     * One verdict for each of the files; and one, DUPLICATE_OF, for each unchanged known file that lost its item to a
     * longer one.
     */
    static List<Verdict> decide(List<Version> known, List<Found> files) {
        return new Lineage(known, files).decide();
    }

    private List<Verdict> decide() {
        List<Found> open = new ArrayList<>();
        for (Found file : files) {
            Optional<Version> same = repeated(file);
            if (same.isPresent()) {
                put(file, Kind.DUPLICATE_OF, "", same.get().path(), same.get().version());
            } else {
                open.add(file);
            }
        }
        open.removeIf(file -> beginsAnother(file, open));
        Set<String> taken = new HashSet<>();
        known.forEach(version -> taken.add(version.id()));
        Set<String> continued = new HashSet<>();
        for (Found file : byHome(open)) {
            Optional<Version> before = continues(file);
            if (before.isPresent() && continued.add(before.get().id())) {
                inherit(file, before.get());
            } else {
                alone(file, before, taken);
            }
        }
        return List.copyOf(verdicts.values());
    }

    /** The known version that this file repeats, wholly or from its beginning, without being its only home. */
    private Optional<Version> repeated(Found file) {
        return known.stream()
                .filter(version -> file.version().equals(version.version())
                        ? !version.latest() || homes(version)
                        : version.unchanged() && version.beginnings().contains(file.version()))
                .findFirst();
    }

    private boolean homes(Version version) {
        return known.stream()
                .anyMatch(other -> other.unchanged()
                        && other.id().equals(version.id())
                        && other.version().equals(version.version()));
    }

    /** True, with a verdict, when the file is the beginning of a longer one or repeats an earlier one. */
    private boolean beginsAnother(Found file, List<Found> open) {
        for (Found other : open) {
            boolean earlier = other.version().equals(file.version())
                    && other.path().compareTo(file.path()) < 0
                    && !verdicts.containsKey(other.path());
            boolean longer =
                    other.length() > file.length() && other.beginnings().contains(file.version());
            if (earlier || longer) {
                put(file, Kind.DUPLICATE_OF, "", other.path(), other.version());
                return true;
            }
        }
        return false;
    }

    /** The latest version of an item that this file begins with; the longest of them. */
    private Optional<Version> continues(Found file) {
        return known.stream()
                .filter(version -> version.latest() && file.beginsWith(version.version()))
                .max(Comparator.comparingLong(Version::length)
                        .thenComparing(version -> version.path().equals(file.path())));
    }

    /** A file that lies where its item was read before comes first, so that a copy does not take its place. */
    private List<Found> byHome(List<Found> open) {
        return open.stream()
                .sorted(Comparator.comparing((Found file) -> !atHome(file)).thenComparing(Found::path))
                .toList();
    }

    private boolean atHome(Found file) {
        return known.stream()
                .anyMatch(version ->
                        version.latest() && version.path().equals(file.path()) && file.beginsWith(version.version()));
    }

    private void inherit(Found file, Version before) {
        boolean same = file.version().equals(before.version());
        put(file, same ? Kind.RENAMED : Kind.GROWN, before.id(), before.path(), same ? file.version() : "");
        if (!same) {
            known.stream()
                    .filter(version -> version.unchanged() && version.id().equals(before.id()))
                    .forEach(version -> verdicts.put(
                            version.path(), new Verdict(version.path(), Kind.DUPLICATE_OF, "", file.path(), "")));
        }
    }

    private void alone(Found file, Optional<Version> before, Set<String> taken) {
        boolean free = before.isEmpty() && taken.add(file.prefixId());
        String content = file.version().substring(file.version().indexOf('-') + 1) + "-" + file.length();
        put(
                file,
                free ? Kind.FRESH : Kind.APART,
                free ? file.prefixId() : content,
                before.map(Version::path).orElse(""),
                "");
    }

    private void put(Found file, Kind kind, String id, String other, String repeats) {
        verdicts.put(file.path(), new Verdict(file.path(), kind, id, other, repeats));
    }
}
