package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a load's settings may be, and what it says of itself. */
final class TestJdbcSink {
    private static JdbcSink sink(String url, Mode mode, String version, String where, String deleted) {
        return new JdbcSink(
                Server.of(url, Optional.empty(), Optional.empty()),
                "t",
                mode,
                mode.keyed() ? List.of("id") : List.of(),
                given(version),
                Contract.USUAL,
                given(where),
                given(deleted),
                List.of());
    }

    private static Optional<String> given(String setting) {
        return Stream.ofNullable(setting).findFirst();
    }

    private static JdbcSink sink(Mode mode, String version, String where, String deleted) {
        return sink("jdbc:sqlite:x.db", mode, version, where, deleted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "APPEND  |   | id = 1                | | replace-where | is only for mode = replace",
                "REFRESH |   | id = 1                | | replace-where | is only for mode = replace",
                "REPLACE |   | id = 1;               | | replace-where | without a semicolon",
                "REPLACE |   | \" \"                 | | replace-where | must be one condition",
                "REPLACE |   | day = date '{item}'   | | replace-where | it is a literal by itself",
                "REPLACE |   |                    | gone | deleted | is only for mode = upsert and history",
                "REFRESH |   |                    | gone | deleted | is only for mode = upsert and history",
                "UPSERT  | v |                    | V    | deleted | must not be a column of key, or version",
                "UPSERT  |   |                    | ID   | deleted | must not be a column of key, or version",
            })
    void settingsThatDoNotGoTogetherAreRefused(
            Mode mode, String version, String where, String deleted, String key, String told) {
        assertThatThrownBy(() -> sink(mode, version, where, deleted))
                .hasMessageContaining(told)
                .extracting("key")
                .isEqualTo(key);
    }

    @Test
    void itSaysWhatBecomesOfRowsThatAreThere() {
        assertThat(sink(Mode.REPLACE, null, null, null).manner()).isEqualTo("an item's rows are replaced, by _item");
        assertThat(sink(Mode.REPLACE, null, "day = {item} ", null).manner())
                .isEqualTo("rows are replaced where day = {item}");
        assertThat(sink(Mode.UPSERT, "v", null, "gone").manner())
                .isEqualTo("rows are updated by id, or deleted where gone");
        assertThat(sink(Mode.HISTORY, "v", null, null).manner()).isEqualTo("each state is kept, by id");
        assertThat(sink(Mode.REFRESH, null, null, null).manner()).isEqualTo("the whole table is replaced, row by row");
    }

    @Test
    void whatTakesOutAllSaysSo() {
        assertThat(sink(Mode.REFRESH, null, null, null).takesAll()).isTrue();
        assertThat(sink(Mode.REPLACE, null, "a = 1", null).takesAll()).isTrue();
        assertThat(sink(Mode.REPLACE, null, "a = {item}", null).takesAll()).isFalse();
        assertThat(sink(Mode.REPLACE, null, null, null).takesAll()).isFalse();
    }

    @Test
    void aNameIsReadAsItIsWritten() {
        for (String name : List.of("a", "\"a.b\".c", "x.\"q\"\"uote\"", "\"ca t\".s.\"T\"")) {
            TableName parsed = TableName.parse(name);
            assertThat(TableName.parse(parsed.text())).isEqualTo(parsed);
        }
    }
}
