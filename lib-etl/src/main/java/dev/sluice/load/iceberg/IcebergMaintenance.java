package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Compacts a load's table and its receipts, forgets old snapshots and the receipts of publishes that did not take
 * place. The head and the rows of the chain stay as they are.
 *
 * @param keep age up to which snapshots are kept
 */
record IcebergMaintenance(SparkSession spark, IcebergPlace place, IcebergReceipts receipts, Duration keep) {
    void maintain(BaseTable table, Receipts live) {
        try {
            tidy(table);
            removeDead(table, live);
            place.receipts().ifPresent(this::tidy);
        } catch (ValidationException | CommitFailedException e) {
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot maintain table: " + place.name() + " (others write to it now: " + e.getMessage() + ")",
                    e);
        }
    }

    private void tidy(Table table) {
        if (table.currentSnapshot() == null) {
            return;
        }
        SparkActions actions = SparkActions.get(spark);
        if (table.sortOrder().isSorted()) {
            actions.rewriteDataFiles(table).sort().execute();
        } else {
            actions.rewriteDataFiles(table).binPack().execute();
        }
        table.refresh();
        actions.rewriteManifests(table).execute();
        table.refresh();
        table.expireSnapshots()
                .expireOlderThan(Instant.now().minus(keep).toEpochMilli())
                .retainLast(1)
                .commit();
        table.refresh();
    }

    /**
     * A row that is not in the chain although the head's number has passed its own can never become live. A younger
     * one may belong to a publish that is about to commit.
     */
    private void removeDead(BaseTable table, Receipts live) {
        List<String> chain = live.chain().stream().map(Receipts.Link::id).toList();
        List<String> dead = receipts.written()
                .map(rows -> rows.where(
                                functions.col("target").equalTo(table.uuid().toString()))
                        .where(functions.col("number").leq(live.head().number()))
                        .select("id")
                        .join(
                                spark.createDataset(chain, Encoders.STRING()).toDF("live"),
                                functions.col("id").equalTo(functions.col("live")),
                                "left_anti")
                        .as(Encoders.STRING())
                        .collectAsList())
                .orElse(List.of());
        if (!dead.isEmpty()) {
            String view = "sluice_dead_receipts";
            spark.createDataset(dead, Encoders.STRING()).toDF("id").createOrReplaceTempView(view);
            spark.sql("DELETE FROM " + place.receiptsRelation() + " WHERE id IN (SELECT id FROM " + view + ")");
            spark.catalog().dropTempView(view);
        }
    }
}
