package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipt;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A source that can drive a job: it knows the items that its input is made of. */
public interface Sliceable extends Source {
    /**
     * Lists the items of the input from one pinned listing or snapshot, done or not.
     *
     * @throws dev.sluice.fault.Fault INPUT_MISSING when there is no such input at all
     */
    Items items(SparkSession spark, Scope asked);

    /**
     * What a receipt says of an item that was read.
     *
     * @param seen the version that reading told, when it told
     * @throws dev.sluice.fault.Fault INPUT_CHANGED when the item is no longer what was planned
     */
    default Receipt.Entry entry(SparkSession spark, Item item, Optional<String> seen) {
        String version = seen.or(item::version)
                .orElseThrow(() -> new Fault(Code.INTERNAL, "Cannot tell which version was read: " + item.place()));
        return new Receipt.Entry(item.id(), version, item.detail());
    }
}
