package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBinder {
    interface Step {}

    record Copy(String name, @Doc("where from") Location from) implements Step {}

    record Chain(List<Step> steps) implements Step {}

    record Wait(@Preset("5s") Duration pause) implements Step {}

    enum Mode {
        APPEND,
        REPLACE_ALL
    }

    record Column(String name, int width) {
        Column {
            if (width < 1) {
                throw new InvalidSetting("width", "is " + width + "; at least 1 is wanted");
            }
        }
    }

    record Scalar(
            String text,
            int whole,
            long big,
            boolean truth,
            double number,
            Duration maxAge,
            Size maxSize,
            ZoneId zone,
            Mode mode) {}

    record Optionals(
            @Preset("\"*.gz\"") String glob,
            @Preset("yyyy-MM-dd'T'HH:mm") String pattern,
            @Preset("64 MB") Size size,
            @Preset("[a, b]") List<String> letters,
            Optional<Nested> unused,
            List<String> none,
            Map<String, String> noneNamed) {}

    record Nested(int value) {}

    record Boxed(Optional<Integer> most, List<Integer> heights, Map<String, Double> weights) {}

    record Text(String text) {}

    record Whole(int whole) {}

    record Truth(boolean truth) {}

    record Age(Duration maxAge) {}

    record Bytes(Size maxSize) {}

    record Zoned(ZoneId zone) {}

    record Moded(Mode mode) {}

    record Placed(Location at) {}

    record Hidden(Secret password) {}

    record Columns(List<Column> columns) {}

    record Named(Map<String, Column> named) {}

    record Formatted(String format, @Preset("UTC") ZoneId zone) {}

    record Stepped(Step step) {}

    private static final Kinds KINDS = Kinds.of(Map.of(
            Step.class,
            List.of(new Kind<>("copy", Copy.class), new Kind<>("chain", Chain.class), new Kind<>("wait", Wait.class))));

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void bindsEveryScalar() {
        assertThat(bind("""
                        text = 1.10
                        whole = 7
                        big = "9000000000"
                        truth = yes
                        number = 0.5
                        max-age = 7 days
                        max-size = 4 GB
                        zone = Europe/Helsinki
                        mode = replace-all
                        """, Scalar.class))
                .contains(new Scalar(
                        "1.10",
                        7,
                        9_000_000_000L,
                        true,
                        0.5,
                        Duration.ofDays(7),
                        new Size(4_000_000_000L),
                        ZoneId.of("Europe/Helsinki"),
                        Mode.REPLACE_ALL));
    }

    @Test
    void fillsInPresetsAndLeavesOptionalsEmpty() {
        assertThat(bind("unused = null", Optionals.class))
                .contains(new Optionals(
                        "*.gz",
                        "yyyy-MM-dd'T'HH:mm",
                        new Size(64_000_000),
                        List.of("a", "b"),
                        Optional.empty(),
                        List.of(),
                        Map.of()));
    }

    @Test
    void collectsAllProblemsWithTheirLines() {
        assertThat(bind("fromat = combined\nzone = Europe/Helsinky\ncolour = red", Formatted.class))
                .isEmpty();
        assertThat(problems.sorted())
                .containsExactly(
                        new Problem(1, "x.fromat", "unknown setting; did you mean \"format\"?"),
                        new Problem(
                                2,
                                "x.zone",
                                "\"Europe/Helsinky\" is not a time zone; did you mean \"Europe/Helsinki\"?"),
                        new Problem(3, "x.colour", "unknown setting (known here: format, zone)"));
    }

    @Test
    void saysWhatAMissingSettingIsFor() {
        assertThat(component("\n{ type = copy, name = a }", Set.of())).isEmpty();
        assertThat(problems.sorted()).containsExactly(new Problem(2, "x.from", "missing; where from"));
    }

    @Test
    void saysWhichTypeIsWanted() {
        refuses("\ntext = [a]", Text.class, 2, "x.text", "is a list; a text is wanted");
        refuses("whole = { a = 1 }", Whole.class, 1, "x.whole", "is an object; a whole number is wanted");
        refuses("columns = 3", Columns.class, 1, "x.columns", "is a number; a list is wanted");
        refuses("columns = [a]", Columns.class, 1, "x.columns[0]", "is a text; an object is wanted");
        refuses("named = [a]", Named.class, 1, "x.named", "is a list; an object is wanted");
        refuses("truth = maybe", Truth.class, 1, "x.truth", "\"maybe\" is neither true nor false");
        refuses("whole = many", Whole.class, 1, "x.whole", "\"many\" is not a number");
    }

    @Test
    void keepsWholeNumbersInTheirRange() {
        refuses("whole = 1.5", Whole.class, 1, "x.whole", "is 1.5; a whole number is wanted");
        refuses(
                "whole = 3000000000",
                Whole.class,
                1,
                "x.whole",
                "is 3000000000; must be from -2147483648 to 2147483647");
    }

    @Test
    void wantsAUnit() {
        refuses("max-age = 30", Age.class, 1, "x.max-age", "needs a unit, such as 30s");
        refuses("max-age = \"30\"", Age.class, 1, "x.max-age", "needs a unit, such as 30s");
        refuses("max-size = 64", Bytes.class, 1, "x.max-size", "needs a unit, such as 64 MB");
    }

    @Test
    void refusesUnitsThatDoNotExist() {
        refuses(
                "max-age = 2 fortnights",
                Age.class,
                1,
                "x.max-age",
                "\"2 fortnights\" is not a duration; write it like 500ms, 30s, 15m, 2h or 7d");
        refuses("max-age = -2 s", Age.class, 1, "x.max-age", "\"-2 s\" is negative");
        refuses(
                "max-size = 64 megs",
                Bytes.class,
                1,
                "x.max-size",
                "\"64 megs\" is not a size; write it like 500 kB, 64 MB, 64 MiB or 4 GB");
        refuses(
                "max-size = -1 MB",
                Bytes.class,
                1,
                "x.max-size",
                "\"-1 MB\" is not a size; write it like 500 kB, 64 MB, 64 MiB or 4 GB");
    }

    @Test
    void suggestsTheNearestConstant() {
        refuses(
                "mode = appendd",
                Moded.class,
                1,
                "x.mode",
                "\"appendd\" is not one of append, replace-all; did you mean \"append\"?");
    }

    @Test
    void showsWhatAConstructorRefusesAtItsOwnLine() {
        assertThat(bind(
                        "columns = [\n{ name = a, width = 1 }\n{ name = b\nwidth = 0 }\n{ name = c, width = x }]",
                        Columns.class))
                .isEmpty();
        assertThat(problems.sorted())
                .containsExactly(
                        new Problem(4, "x.columns[1].width", "is 0; at least 1 is wanted"),
                        new Problem(5, "x.columns[2].width", "\"x\" is not a number"));
    }

    @Test
    void keepsAMapInTheOrderOfItsLinesThenOfItsKeys() {
        assertThat(bind(
                                "named {\nzeta { name = z, width = 1 }\nalpha { name = a, width = 2 }\nmid { name = m, width = 3 } }",
                                Named.class)
                        .orElseThrow()
                        .named()
                        .keySet())
                .containsExactly("zeta", "alpha", "mid");
        assertThat(bind(
                                "named { k { name = z, width = 1 }, q { name = a, width = 2 }, b.name = m, b.width = 3 }",
                                Named.class)
                        .orElseThrow()
                        .named()
                        .keySet())
                .containsExactly("b", "k", "q");
    }

    @Test
    void readsPathsRelativeToTheFolderAndLeavesUrisAlone() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/deep"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertThat(location("data/*.gz")).isEqualTo(folder + "/data/*.gz");
        assertThat(location("./link/a.gz")).isEqualTo(folder + "/link/a.gz");
        assertThat(location("link/../a.gz"))
                .isEqualTo(folder.toRealPath().resolve("elsewhere/a.gz").toString());
        assertThat(location("/var/log/a")).isEqualTo("/var/log/a");
        assertThat(location("\"s3a://bucket/a/../b\"")).isEqualTo("s3a://bucket/a/../b");
    }

    @Test
    void readsSecretsByReference() throws IOException {
        Files.writeString(folder.resolve("password"), "from file\n");

        assertThat(bind("password = \"env:DB_PASSWORD\"", Hidden.class)
                        .orElseThrow()
                        .password()
                        .reveal())
                .isEqualTo("from environment");
        assertThat(bind("password = \"file:password\"", Hidden.class)
                        .orElseThrow()
                        .password()
                        .reveal())
                .isEqualTo("from file");
    }

    @Test
    void refusesASecretThatIsWrittenOutAndNeverShowsIt() {
        refuses(
                "password = hunter2",
                Hidden.class,
                1,
                "x.password",
                "is written out; give a secret as env:NAME or file:PATH");
        refuses(
                "password = 12345",
                Hidden.class,
                1,
                "x.password",
                "is written out; give a secret as env:NAME or file:PATH");
        refuses("password = \"env:NONE\"", Hidden.class, 1, "x.password", "environment variable NONE is not set");
        refuses(
                "password = \"file:none\"",
                Hidden.class,
                1,
                "x.password",
                "file \"none\" of the secret cannot be read");
    }

    @Test
    void bindsTheComponentThatTypeNames() {
        assertThat(component("type = copy, name = a, from = b, extra = 1", Set.of("extra")))
                .contains(new Copy("a", new Location(folder + "/b")));
        assertThat(component("type = chain, steps = [wait, { type = wait, pause = 1s }]", Set.of()))
                .contains(new Chain(List.of(new Wait(Duration.ofSeconds(5)), new Wait(Duration.ofSeconds(1)))));
    }

    @Test
    void listsTheTypesThatThereAre() {
        assertThat(component("name = a\ntype = cpoy", Set.of())).isEmpty();
        refuses("step { pause = 1s }", Stepped.class, 1, "x.step.type", "missing; one of chain, copy, wait");
        assertThat(problems.sorted())
                .contains(new Problem(2, "x.type", "\"cpoy\" is not one of chain, copy, wait; did you mean \"copy\"?"));
    }

    @Test
    void numbersMayBeOptionalOrInLists() {
        assertThat(bind("most = 7, heights = [1080, 720], weights { a = 0.5 }", Boxed.class))
                .contains(new Boxed(Optional.of(7), List.of(1080, 720), Map.of("a", 0.5)));
        assertThat(bind("", Boxed.class)).contains(new Boxed(Optional.empty(), List.of(), Map.of()));
        assertThat(bind("most = many", Boxed.class)).isEmpty();
    }

    private <T extends Record> Optional<T> bind(String hocon, Class<T> type) {
        return binder(problems).bind(parse(hocon), "x", type);
    }

    private Optional<Step> component(String hocon, Set<String> handled) {
        return binder(problems).component(parse(hocon), "x", Step.class, handled);
    }

    private String location(String hocon) {
        return bind("at = " + (hocon.startsWith("\"") ? hocon : '"' + hocon + '"'), Placed.class)
                .orElseThrow()
                .at()
                .uri();
    }

    private <T extends Record> void refuses(String hocon, Class<T> type, int line, String path, String message) {
        Problems found = new Problems();
        assertThat(binder(found).bind(parse(hocon), "x", type)).isEmpty();
        assertThat(found.sorted()).containsExactly(new Problem(line, path, message));
    }

    private Binder binder(Problems found) {
        return new Binder(KINDS, folder, Map.of("DB_PASSWORD", "from environment"), found);
    }

    private static ConfigObject parse(String hocon) {
        return ConfigFactory.parseString(hocon).root();
    }
}
