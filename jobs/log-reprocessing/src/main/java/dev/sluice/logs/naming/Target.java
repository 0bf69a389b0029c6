package dev.sluice.logs.naming;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field that a column's values go to.
 *
 * @param path names of structs and of the field, with dots between
 * @param conversion what becomes of the values
 */
record Target(String path, Conversion conversion) {
    /** Reads what {@link #text} wrote, and what stands in the table. */
    static List<Target> parse(String text) {
        return Stream.of(text.split(" +", -1)).map(Target::one).toList();
    }

    private static Target one(String word) {
        int colon = word.indexOf(':');
        String path = colon < 0 ? word : word.substring(0, colon);
        return new Target(
                path.replace("%20", " ").replace("%3A", ":").replace("%25", "%"),
                colon < 0 ? Conversion.NONE : Conversion.of(word.substring(colon + 1)));
    }

    /** All in one text, which is the column's name until {@link Shape} reads it. */
    static String text(List<Target> targets) {
        return targets.stream()
                .map(target ->
                        target.path().replace("%", "%25").replace(":", "%3A").replace(" ", "%20")
                                + (target.conversion() == Conversion.NONE ? "" : ":" + target.conversion()))
                .collect(Collectors.joining(" "));
    }

    /** The names along the path; a name that has a dot at an end, or two in a row, is not taken apart. */
    List<String> names() {
        List<String> names = List.of(path.split("\\.", -1));
        return names.contains("") ? List.of(path) : names;
    }
}
