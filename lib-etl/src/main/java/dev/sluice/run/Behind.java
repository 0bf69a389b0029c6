package dev.sluice.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;

import dev.sluice.extract.Items;
import dev.sluice.extract.Scratch;
import dev.sluice.slice.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds loads that lack what another load of the job holds and the input no longer offers: a run ended between two
 * publishes and the file was deleted, or a load was added after that. No run can make up for it by itself, and what
 * vanished is no deletion, so it is said with each run until the input is back or the item is retired.
 */
final class Behind {
    private static final int NAMED = 3;

    private Behind() {}

    /**
     * A remark BEHIND for each such load.
     *
     * @param entries of the live receipts of all loads, with a column that names the load
     * @param items what the input offers now
     * @param waiting what it will offer later
     */
    static List<Items.Remark> remarks(
            Scratch scratch,
            Dataset<Row> entries,
            Dataset<Row> items,
            Optional<Dataset<Row>> waiting,
            List<OpenLoad> loads) {
        if (loads.size() < 2) {
            return List.of();
        }
        Dataset<Row> latest = latest(entries, items);
        Dataset<Row> gone = waiting.map(
                        later -> latest.join(later, latest.col("place").equalTo(later.col("place")), "left_anti"))
                .orElse(latest);
        Dataset<Row> newest = scratch.keep(
                "gone",
                gone.groupBy("id")
                        .agg(
                                max_by(col("version"), col("written_at")).as("wanted"),
                                max_by(col("load"), col("written_at")).as("holder"),
                                first("place").as("place")));
        if (scratch.isNone(newest)) {
            return List.of();
        }
        List<Items.Remark> remarks = new ArrayList<>();
        for (OpenLoad load : loads) {
            String name = load.load().name();
            Dataset<Row> held = latest.where(col("load").equalTo(name)).select("id", "version");
            Column same =
                    newest.col("id").equalTo(held.col("id")).and(col("wanted").equalTo(held.col("version")));
            Dataset<Row> lacks = newest.join(held, same, "left_anti");
            List<Row> some = lacks.orderBy("place")
                    .limit(NAMED)
                    .select("place", "holder")
                    .collectAsList();
            if (!some.isEmpty()) {
                List<String> places = some.stream().map(row -> row.getString(0)).toList();
                remarks.add(remark(name, lacks.count(), places, some.get(0).getString(1)));
            }
        }
        return remarks;
    }

    /** What each load holds of items that the input does not offer. */
    private static Dataset<Row> latest(Dataset<Row> entries, Dataset<Row> items) {
        return entries.groupBy("id", "load")
                .agg(
                        max_by(col("version"), col("number")).as("version"),
                        max_by(col("kind"), col("number")).as("kind"),
                        max_by(coalesce(get_json_object(col("detail"), "$.path"), col("id")), col("number"))
                                .as("place"),
                        max("written_at").as("written_at"))
                .where(col("kind").equalTo(Receipt.Kind.PUBLISH.name()))
                .as("e")
                .join(items.as("i"), col("e.id").equalTo(col("i.id")), "left_anti");
    }

    private static Items.Remark remark(String load, long count, List<String> places, String holder) {
        String more = count > places.size() ? ", and %,d more".formatted(count - places.size()) : "";
        return new Items.Remark(
                "BEHIND",
                "load " + load,
                "lacks %,d %s that load %s holds and the input no longer offers: %s%s (bring the input back and run"
                                .formatted(
                                        count, count == 1 ? "item" : "items", holder, String.join(", ", places), more)
                        + " again; or let it be: sluice reprocess JOB.conf --items '" + places.get(0) + "')");
    }
}
