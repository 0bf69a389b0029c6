package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestIcebergReceiptJson {
    @Test
    void readsBackWhatWasWritten() {
        Receipt receipt = new Receipt(
                new LoadId("job", "lake", List.of("job/old")),
                2,
                "id",
                "before",
                Receipt.Kind.PUBLISH,
                "slice",
                "attempt",
                List.of(new Receipt.Entry("a \"b\"\n", "v", "{\"x\":1}")),
                3,
                new Receipt.Provenance(
                        "run", "1.0", "hash", List.of("t=1"), Instant.parse("2026-01-02T03:04:05.678901Z")),
                List.of("in"),
                List.of("out"));
        assertThat(ReceiptJson.read(ReceiptJson.write(receipt))).isEqualTo(receipt);
    }
}
