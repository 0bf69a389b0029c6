package dev.sluice.media.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.settings.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestRecords {
    enum Word {
        ONE_WORD,
        OTHER
    }

    record Inner(int number, Optional<String> text) {}

    record Outer(
            @Doc("bits a second") Optional<Long> bitRate,
            String name,
            boolean hdr10Plus,
            double share,
            Instant seen,
            Word word,
            Optional<Inner> inner,
            List<Inner> many,
            Map<String, Integer> counts) {}

    record Unfit(Object anything) {}

    private static final Outer FULL = new Outer(
            Optional.of(7L),
            "a\"b\n",
            true,
            0.5,
            Instant.parse("2026-01-02T03:04:05Z"),
            Word.ONE_WORD,
            Optional.of(new Inner(1, Optional.empty())),
            List.of(new Inner(2, Optional.of("x"))),
            Map.of("b", 2, "a", 1));
    private static final Outer BARE =
            new Outer(Optional.empty(), "", false, 0, Instant.EPOCH, Word.OTHER, Optional.empty(), List.of(), Map.of());

    @Test
    void columnsAreTheComponents() {
        assertThat(Records.schema(Outer.class).toDDL())
                .isEqualTo("bit_rate BIGINT COMMENT 'bits a second',name STRING NOT NULL,hdr10_plus BOOLEAN NOT NULL,"
                        + "share DOUBLE NOT NULL,seen TIMESTAMP NOT NULL,word STRING NOT NULL,"
                        + "inner STRUCT<number: INT NOT NULL, text: STRING>,"
                        + "many ARRAY<STRUCT<number: INT NOT NULL, text: STRING>> NOT NULL,"
                        + "counts MAP<STRING, INT> NOT NULL");
        assertThatThrownBy(() -> Records.schema(Unfit.class)).hasMessageContaining("java.lang.Object");
    }

    @Test
    void aRowIsTheRecordAgain() {
        for (Outer outer : List.of(FULL, BARE)) {
            assertThat(Records.record(Outer.class, Records.row(outer))).isEqualTo(outer);
        }
        assertThat(Records.row(FULL).<String>getAs("word")).isEqualTo("one-word");
    }

    @Test
    void aTextIsTheRecordAgain() {
        for (Outer outer : List.of(FULL, BARE)) {
            assertThat(RecordParser.parse(Outer.class, RecordJson.text(outer), Set.of()))
                    .isEqualTo(outer);
        }
    }

    @Test
    void textIsTheSameForTheSameRecord() {
        assertThat(RecordJson.text(FULL))
                .isEqualTo("{\"bit_rate\":7,\"name\":\"a\\\"b\\n\",\"hdr10_plus\":true,\"share\":0.5,"
                        + "\"seen\":\"2026-01-02T03:04:05Z\",\"word\":\"one-word\",\"inner\":{\"number\":1},"
                        + "\"many\":[{\"number\":2,\"text\":\"x\"}],\"counts\":{\"a\":1,\"b\":2}}");
        assertThat(RecordJson.text(new Inner(1, Optional.empty()))).isEqualTo("{\"number\":1}");
        assertThat(RecordJson.text(BARE)).doesNotContain("bit_rate", "inner");
    }
}
