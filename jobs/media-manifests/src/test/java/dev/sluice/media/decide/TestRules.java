package dev.sluice.media.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Decision.Action;
import dev.sluice.media.probe.Film;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestRules {
    private static final Profile WEB =
            Settings.profile("container = mp4, video { encoder = libsvtav1, quality = 32, max-height = 1080 }");
    private final Film film = Film.known();

    private static Rule encode(String when) {
        return new Rule("encode", when, Optional.of("web"), Optional.empty(), Optional.empty());
    }

    private static Rule skip(String name, String when) {
        return new Rule(name, when, Optional.empty(), Optional.of("ALREADY_EFFICIENT"), Optional.empty());
    }

    private static Rules rules(Rule... rules) {
        return new Rules(List.of(rules), Map.of("web", WEB));
    }

    @Test
    void theFirstRuleThatHoldsDecides() {
        Rules rules = rules(skip("modern", "probe.video.codec IN ('av1', 'hevc')"), encode("true"));
        Decision decision = rules.decide(film.asset());
        assertThat(decision.action()).isEqualTo(Action.ENCODE);
        assertThat(decision.rule()).isEqualTo("encode");
        assertThat(decision.targets()).extracting(Target::profile).containsExactly("web");
        film.codec = "hevc";
        Decision skipped = rules.decide(film.asset());
        assertThat(skipped.action()).isEqualTo(Action.SKIP);
        assertThat(skipped.code()).isEqualTo("ALREADY_EFFICIENT");
        assertThat(skipped.targets()).isEmpty();
    }

    @Test
    void aPersonDecidesWhereNoRuleHoldsOrNoneCanBeTold() {
        assertThat(rules(encode("bytes > 1e12")).decide(film.asset()).code()).isEqualTo("NO_RULE");
        Decision failed =
                rules(encode("bytes / (probe.chapters) > 1"), encode2()).decide(film.asset());
        assertThat(failed.action()).isEqualTo(Action.HUMAN);
        assertThat(failed.code()).isEqualTo("RULE_FAILED");
        assertThat(failed.reason()).contains("DIVIDE_BY_ZERO");
    }

    private static Rule encode2() {
        return new Rule("other", "true", Optional.of("web"), Optional.empty(), Optional.empty());
    }

    @Test
    void whatAProfileCannotDoIsAPersonsDecisionWithAllReasons() {
        film.encrypted = true;
        film.videos = 2;
        Decision decision = rules(encode("true")).decide(film.asset());
        assertThat(decision.action()).isEqualTo(Action.HUMAN);
        assertThat(decision.code()).isEqualTo("ENCRYPTED");
        assertThat(decision.reason()).isEqualTo("it is encrypted; it has 2 streams of video");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            probe.video.height >= 1080                                                | true
            probe.video.hieght IS NULL OR true                                        | error
            path LIKE '%.mp4' AND bytes BETWEEN 1 AND 1e9                             | true
            exists(probe.audio_streams, a -> a.language = 'eng')                      | true
            exists(probe.audio_streams, a -> a.language = 'fin')                      | false
            size(probe.subtitle_streams) = 0                                          | true
            modified < TIMESTAMP '2026-01-02 03:04:06'                                | true
            modified < TIMESTAMP '2026-01-02 03:04:05'                                | false
            probe.video.color_transfer IN ('smpte2084', 'arib-std-b67')               | false
            probe.video.max_content_light > 1000                                      | false
            probe.video.height + 0 BETWEEN 1079 AND 1080                              | true
            nvl(probe.video.max_content_light, 0) = 0                                 | true
            regexp_like(path, '/films/')                                              | true
            probe.bit_rate / (probe.video.width * probe.video.height * 25) > 0.05     | true
            """)
    void conditionsAreSparkSql(String when, String wanted) {
        if (wanted.equals("error")) {
            assertThat(Settings.problems("name = a, skip = X, when = \"" + when + "\"", Rule.class))
                    .contains("when", "hieght", "height");
        } else {
            Decision decision = rules(skip("one", when)).decide(film.asset());
            assertThat(decision.action()).isEqualTo(Boolean.parseBoolean(wanted) ? Action.SKIP : Action.HUMAN);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes +                        | PARSE_SYNTAX_ERROR
            bytes + 1                      | is of type BIGINT; a condition is wanted
            rand() > 0.5                   | depends on chance
            bytes > (SELECT 1)             | looks beyond one row
            max(bytes) > 1                 | looks beyond one row
            bytes > 'a' AND unknown(bytes) | unknown is no function of Spark SQL
            probe.video > 1                | DATATYPE_MISMATCH
            modified < now()               | depends on when it is asked
            """)
    void whatIsNoConditionIsSaidAtItsLine(String when, String words) {
        assertThat(Settings.problems("name = a\nskip = X\nwhen = \"" + when + "\"", Rule.class))
                .contains("line 3", "when", words);
    }

    @Test
    void aRuleSaysOneThing() {
        assertThat(Settings.problems("name = a, when = \"true\"", Rule.class))
                .contains("one of encode, skip and human");
        assertThat(Settings.problems("name = a, when = \"true\", skip = A, encode = b", Rule.class))
                .contains("one of encode, skip and human");
        assertThat(Settings.problems("name = a, when = \"true\", skip = \"too small\"", Rule.class))
                .contains("\"too small\" is no code");
        assertThat(Settings.problems("name = \" \", when = \"true\", skip = A", Rule.class))
                .contains("name", "is empty");
    }

    @Test
    void explainsEachRuleUpToTheOneThatDecides() {
        List<Trial> trials = rules(
                        skip("near", "probe.video.codec = 'h264' AND probe.video.height < 1080 AND bytes > 5"),
                        skip("far", "probe.video.codec = 'av1' AND bytes < 5"),
                        encode("true"),
                        skip("never", "true"))
                .explain(film.asset())
                .trials();
        assertThat(trials).extracting(Trial::rule).containsExactly("near", "far", "encode");
        assertThat(trials).extracting(Trial::nearMiss).containsExactly(true, false, false);
        assertThat(trials.get(0).verdicts()).extracting(Verdict::holds).containsExactly(true, false, true);
        assertThat(trials.get(0).verdicts().get(1).condition()).contains("height < 1080");
        assertThat(trials.get(2).outcome()).isEqualTo(Trial.Outcome.HOLDS);
    }

    @Test
    void tellsTheValuesThatAConditionLooksAt() {
        assertThat(values("probe.video.codec = 'h264' AND probe.video.max_content_light > 5 OR probe.video IS NULL"))
                .containsExactly(
                        new Value("probe.video.codec", "h264"),
                        new Value("probe.video.max_content_light", "null"),
                        new Value("probe.video", "there"));
        assertThat(values("exists(probe.audio_streams, a -> a.language = 'eng') AND modified > TIMESTAMP '2026-01-01'"))
                .containsExactly(
                        new Value("probe.audio_streams", "1 in the list"),
                        new Value("modified", "2026-01-02 03:04:05.678"));
        assertThat(values("probe.audio_streams[0].channels > 1 AND bytes < 5 AND bytes > 3"))
                .extracting(Value::text)
                .containsExactly("2", "37500000");
        assertThat(values("probe.audio_streams[7].channels > 1"))
                .extracting(Value::text)
                .allMatch(text -> text.startsWith("cannot be told: [INVALID_ARRAY_INDEX"));
        assertThat(values("true")).isEmpty();
    }

    private List<Value> values(String when) {
        return rules(skip("one", when)).explain(film.asset()).trials().get(0).values();
    }

    @Test
    void tellsWhatBecameOfWhatAFileHas() {
        film.fieldOrder = Optional.of("tt");
        film.height = Optional.of(2160);
        Explanation asked = rules(encode("true")).explain(film.asset());
        assertThat(asked.decision().action()).isEqualTo(Action.HUMAN);
        assertThat(asked.objections()).containsExactly(new Objection("INTERLACED", "it is interlaced (tt)"));
        assertThat(asked.outcomes())
                .containsExactly(
                        new PolicyOutcome("video.interlaced", "tt", "a person decides"),
                        new PolicyOutcome("video.max-height", "2160 lines", "made smaller: 1080"));
        film.fieldOrder = Optional.empty();
        Explanation encoded = rules(encode("true")).explain(film.asset());
        assertThat(encoded.objections()).isEmpty();
        assertThat(encoded.outcomes()).extracting(PolicyOutcome::setting).containsExactly("video.max-height");
        assertThat(rules(skip("one", "true")).explain(film.asset()).outcomes()).isEmpty();
    }

    @Test
    void explainsWhatItDecides() {
        for (String when : List.of("true", "bytes > 1e12", "bytes / probe.chapters > 1")) {
            Rules rules = rules(encode(when));
            assertThat(rules.explain(film.asset()).decision()).isEqualTo(rules.decide(film.asset()));
        }
        film.encrypted = true;
        Explanation asked = rules(encode("true")).explain(film.asset());
        assertThat(asked.decision().code()).isEqualTo("ENCRYPTED");
        assertThat(asked.objections()).extracting(Objection::code).containsExactly("ENCRYPTED");
    }

    @Test
    void aJobIsTheSameWhileContentAndTargetAre() {
        String key = key(WEB);
        assertThat(key).matches("[0-9a-f]{32}").isEqualTo(key(WEB));
        assertThat(key(Settings.profile(
                        "container = mp4, video { encoder = libsvtav1, quality = 31, max-height = 1080 }")))
                .isNotEqualTo(key);
        // Lower limits that do not touch this file leave its job alone.
        assertThat(key(Settings.profile(
                        "container = mp4, video { encoder = libsvtav1, quality = 32, max-height = 2160 }")))
                .isEqualTo(key);
        assertThat(JobKey.of("b2", target(WEB))).isNotEqualTo(key);
    }

    private Target target(Profile profile) {
        return new Rules(List.of(encode("true")), Map.of("web", profile))
                .decide(film.asset())
                .targets()
                .get(0);
    }

    private String key(Profile profile) {
        return JobKey.of("a1", target(profile));
    }
}
