package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contents are short texts and stand for their own hashes. Known versions are written {@code id:content@path}, with a
 * "!" when the file still lies there unchanged; new files are written {@code content@path}.
 */
class TestLineage {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a renamed file keeps item and version        | i:ab@old        | ab@new            | new RENAMED i old
            a rotated file is renamed, not duplicate     | i:ab@log        | ab@log.1          | log.1 RENAMED i log
            a touched file keeps its item                | i:ab@log        | ab@log            | log RENAMED i log
            a copy of a file that lies still             | i:ab@old!       | ab@new            | new DUPLICATE_OF - old
            two copies of one that is gone               | i:ab@old        | ab@x ab@y         | y DUPLICATE_OF - x; x RENAMED i old
            a grown file is a new version                | i:ab@log        | abc@log           | log GROWN i log
            growth under another name                    | i:ab@log        | abc@log.1         | log.1 GROWN i log
            growth elsewhere takes the item from the old | i:ab@old!       | abc@new           | new GROWN i old; old DUPLICATE_OF - new
            an older version is a duplicate              | i:a@x i:ab@y    | a@z               | z DUPLICATE_OF - x
            the beginning of a file that lies still      | i:abcd@log!     | ab@cut            | cut DUPLICATE_OF - log
            the beginning of a file that is gone is own  | i:abcd@log      | ab@cut            | cut FRESH ab -
            two continue one differently                 | i:ab@log        | abc@x abd@y       | x GROWN i log; y APART #abd log
            the file at home continues first             | i:ab@log        | abc@copy abd@log  | log GROWN i log; copy APART #abc log
            continues an older version only              | i:ab@x i:abc@x  | abd@y             | y FRESH ab -
            grows from the one apart                     | i:ab@x i:abc@x j:abd@y | abde@y     | y GROWN j y
            the longer of two new ones is the item       |                 | ab@x abc@y        | x DUPLICATE_OF - y; y FRESH ab -
            equal new ones are one                       |                 | ab@x ab@y         | y DUPLICATE_OF - x; x FRESH ab -
            a chain of new ones is one                   |                 | ab@x abc@y abcd@z | x DUPLICATE_OF - y; y DUPLICATE_OF - z; z FRESH ab -
            new ones that differ later are two           |                 | abc@x abd@y       | x FRESH ab -; y APART #abd -
            nominated and different                      | i:ax@old!       | ab@x              | x FRESH ab -
            the known prefix id is taken                 | ab:abx@old!     | abc@x             | x APART #abc -
            a renamed one and its growth are one         | i:ab@old        | ab@x abc@y        | x DUPLICATE_OF - y; y GROWN i old
            """)
    void decides(String name, String known, String files, String expected) {
        List<String> verdicts = new ArrayList<>();
        for (Lineage.Verdict one : Lineage.decide(known(known, files), files(known, files))) {
            verdicts.add(String.join(" ", one.path(), one.kind().name(), or(shortened(one.id())), or(one.other())));
        }
        assertThat(verdicts).containsExactlyInAnyOrder(expected.split("; ", -1));
    }

    private static String or(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String shortened(String id) {
        return id.contains("-") ? "#" + id.substring(0, id.indexOf('-')) : id;
    }

    private static List<Lineage.Version> known(String known, String files) {
        List<Lineage.Version> all = new ArrayList<>();
        for (String one : words(known)) {
            String[] parts = one.replace("!", "").split("[:@]", -1);
            boolean latest = words(known).stream()
                    .noneMatch(other -> other.startsWith(parts[0] + ":")
                            && other.split("[:@]", -1)[1].length() > parts[1].length());
            boolean unchanged = one.endsWith("!");
            Set<String> beginnings = unchanged ? beginnings(parts[1], contents(files)) : Set.of();
            all.add(new Lineage.Version(
                    parts[0], version(parts[1]), parts[1].length(), latest, parts[2], unchanged, beginnings));
        }
        return all;
    }

    private static List<Lineage.Found> files(String known, String files) {
        List<String> others = contents(files);
        for (String one : words(known)) {
            others.add(one.split("[:@]", -1)[1]);
        }
        return words(files).stream()
                .map(one -> one.split("@", -1))
                .map(one -> new Lineage.Found(
                        one[1],
                        version(one[0]),
                        one[0].length(),
                        one[0].substring(0, 2 > one[0].length() ? 1 : 2),
                        beginnings(one[0], others)))
                .toList();
    }

    private static Set<String> beginnings(String content, List<String> others) {
        Set<String> all = new HashSet<>();
        for (String other : others) {
            if (other.length() < content.length()) {
                all.add(version(content.substring(0, other.length())));
            }
        }
        return all;
    }

    private static List<String> contents(String files) {
        return new ArrayList<>(
                words(files).stream().map(one -> one.split("@", -1)[0]).toList());
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.trim().split(" +"));
    }

    private static String version(String content) {
        return content.length() + "-" + content;
    }
}
