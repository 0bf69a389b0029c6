package dev.sluice.run;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.slice;

import dev.sluice.extract.Items;
import dev.sluice.slice.Receipt;
import java.util.ArrayList;
import java.util.List;
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
     */
    static List<Items.Remark> remarks(Dataset<Row> entries, Dataset<Row> items, List<OpenLoad> loads) {
        if (loads.size() < 2) {
            return List.of();
        }
        Dataset<Row> latest = entries.groupBy("id", "load")
                .agg(
                        max_by(col("version"), col("number")).as("version"),
                        max_by(col("kind"), col("number")).as("kind"),
                        max_by(coalesce(get_json_object(col("detail"), "$.path"), col("id")), col("number"))
                                .as("place"),
                        max("written_at").as("written_at"))
                .where(col("kind").equalTo(Receipt.Kind.PUBLISH.name()))
                .as("e")
                .join(items.as("i"), col("e.id").equalTo(col("i.id")), "left_anti");
        Dataset<Row> newest = latest.groupBy("id")
                .agg(
                        max_by(col("version"), col("written_at")).as("wanted"),
                        max_by(col("load"), col("written_at")).as("holder"),
                        first("place").as("place"));
        List<Items.Remark> remarks = new ArrayList<>();
        for (OpenLoad load : loads) {
            String name = load.load().name();
            Dataset<Row> held = latest.where(col("load").equalTo(name)).select("id", "version");
            Column same =
                    newest.col("id").equalTo(held.col("id")).and(col("wanted").equalTo(held.col("version")));
            Row lacks = newest.join(held, same, "left_anti")
                    .agg(
                            count(lit(1)).as("n"),
                            slice(array_sort(collect_list("place")), 1, NAMED).as("places"),
                            first("holder").as("holder"))
                    .first();
            if (lacks.getLong(0) > 0) {
                remarks.add(remark(name, lacks.getLong(0), lacks.getList(1), lacks.getString(2)));
            }
        }
        return remarks;
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
