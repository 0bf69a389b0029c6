package dev.sluice.media.decide;

import dev.sluice.media.probe.Probe;
import dev.sluice.media.table.Records;
import dev.sluice.settings.Doc;
import java.time.Instant;
import org.apache.spark.sql.types.StructType;

/** A file of the inventory, as rules see it: a row of the table of assets. */
public record Asset(
        @Doc("URI of the file") String path,
        @Doc("its size") long bytes,
        @Doc("when it was last written") Instant modified,

        @Doc("fingerprint of its content, the same under another name")
        String asset,

        @Doc("what is in it") Probe probe) {
    /** The columns that conditions are over. */
    public static final StructType COLUMNS = Records.schema(Asset.class);
}
