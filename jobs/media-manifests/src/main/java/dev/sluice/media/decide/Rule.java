package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One rule. The first of a list that holds decides. */
public record Rule(
        @Doc("names the rule in reports") String name,

        @Doc("a Spark SQL condition over path, bytes, modified, asset and probe; true is one as well")
        String when,

        @Doc("the name of the profile by which the file is encoded")
        Optional<String> encode,

        @Doc("the file is left as it is; the reason in a word, such as ALREADY_EFFICIENT")
        Optional<String> skip,

        @Doc("a person decides; the reason in a word, such as NEEDS_HUMAN")
        Optional<String> human) {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");

    public Rule {
        if (name.isBlank()) {
            throw new InvalidSetting("name", "is empty");
        }
        Condition.parse("when", when, Asset.COLUMNS);
        if (Stream.of(encode, skip, human).filter(Optional::isPresent).count() != 1) {
            throw new InvalidSetting("", "needs one of encode, skip and human");
        }
        code("skip", skip);
        code("human", human);
    }

    private static void code(String setting, Optional<String> code) {
        code.filter(text -> !CODE.matcher(text).matches()).ifPresent(text -> {
            throw new InvalidSetting(setting, "\"" + text + "\" is no code; write it like ALREADY_EFFICIENT");
        });
    }
}
