package dev.sluice.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_url_decode;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.slice.Receipt;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes items undone on purpose: a receipt of kind RETIRE names them. Their rows stay, and stay in the set that their
 * next publish takes out.
 *
 * @param items a glob over an item's path, percent-encoded or not, or its id ({@code *} is any text, {@code ?} any character)
 * @param from the first day, for items that are days
 * @param to the last day, for items that are days
 * @param builtBefore only items whose receipt was written by an earlier version of Sluice than this
 */
public record Reprocess(
        Optional<String> items, Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> builtBefore) {
    /** Items that one receipt names. */
    private static final int BATCH = 10_000;

    public Reprocess {
        if (items.isEmpty() && from.isEmpty() && to.isEmpty() && builtBefore.isEmpty()) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot reprocess without being told what: say --items, --from, --to or --built-before"
                            + " (everything is --items '*')");
        }
    }

    /**
     * Retires in every load of the job.
     *
     * @return items retired, over all loads
     */
    public long retire(SparkSession spark, Job job, Request request) {
        long retired = 0;
        for (Load load : job.loads()) {
            OpenLoad open = new OpenLoad(load, load.sink().open(spark, load.id()));
            List<Receipt.Entry> batch = new ArrayList<>();
            // Millions may match; and what is read must not change with what is marked.
            Dataset<Row> found = matching(open.receipts().entries()).persist(StorageLevel.DISK_ONLY());
            for (Iterator<Row> rows = found.toLocalIterator(); rows.hasNext(); retired++) {
                Row row = rows.next();
                batch.add(new Receipt.Entry(row.getString(0), row.getString(1), row.getString(2)));
                if (batch.size() == BATCH || !rows.hasNext()) {
                    mark(open, batch, job, request);
                    batch.clear();
                }
            }
            found.unpersist();
        }
        return retired;
    }

    private static void mark(OpenLoad load, List<Receipt.Entry> entries, Job job, Request request) {
        Receipt receipt = ReceiptWriter.mark(load, Receipt.Kind.RETIRE, entries, job, request);
        if (!(load.target().mark(receipt) instanceof Published.Done)) {
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot retire items of " + load.load().name() + ": someone published meanwhile (run it again)");
        }
        load.published(receipt);
    }

    private Dataset<Row> matching(Dataset<Row> entries) {
        Dataset<Row> latest = entries.groupBy("id")
                .agg(max_by(struct("kind", "version", "detail", "code_version"), col("number"))
                        .as("last"))
                .select(col("id"), col("last.*"))
                .where(col("kind").equalTo(Receipt.Kind.PUBLISH.name()));
        Column wanted = lit(true);
        if (items.isPresent()) {
            Column path = get_json_object(col("detail"), "$.path");
            String regex = glob(items.get());
            wanted = wanted.and(coalesce(path.rlike(regex), lit(false))
                    .or(coalesce(literal(path).rlike(regex), lit(false)))
                    .or(col("id").rlike(regex)));
        }
        if (from.isPresent()) {
            wanted = wanted.and(day().geq(lit(from.get().toString())));
        }
        if (to.isPresent()) {
            wanted = wanted.and(day().leq(lit(to.get().toString())));
        }
        if (builtBefore.isPresent()) {
            wanted = wanted.and(versionKey(col("code_version")).lt(versionKey(lit(builtBefore.get()))));
        }
        return latest.where(wanted).select("id", "version", "detail");
    }

    /** A path as people write it, and as {@code _origin} has it: without percent-encoding. */
    private static Column literal(Column path) {
        return try_url_decode(replace(path, lit("+"), lit("%2B")));
    }

    /** An id that is a day; null for others, which then never match. */
    private static Column day() {
        return org.apache.spark.sql.functions.when(col("id").rlike("^\\d{4}-\\d{2}-\\d{2}$"), col("id"));
    }

    /** Compares 0.10.1 after 0.9.0: each number padded. */
    private static Column versionKey(Column version) {
        return transform(split(version, "[^0-9]+"), part -> lpad(part, 8, "0"));
    }

    private static String glob(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.append('$').toString();
    }
}
