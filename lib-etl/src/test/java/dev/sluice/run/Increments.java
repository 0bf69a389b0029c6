package dev.sluice.run;

import java.nio.file.Path;

/** A job that upserts what was added to an Iceberg table, with the columns id, name and at, into another. */
final class Increments {
    static final String CONF = """
            job = latest
            state = "state"
            catalog.LAKE.warehouse = "lake"
            extract.changes { type = table, table = LAKE.shop.changes, cursor = snapshots }
            load = [
              { name = table, from = changes, type = iceberg, table = LAKE.shop.orders, mode = upsert, key = [id], version = at }
            ]
            check { max-rejects = 0 }
            """;

    private Increments() {}

    static Lab lab(Path folder) {
        Lab lab = new Lab(folder);
        lab.conf(CONF);
        lab.spark().sql("CREATE NAMESPACE IF NOT EXISTS " + lab.table().replace(".orders", ""));
        lab.spark().sql("CREATE TABLE " + changes(lab) + " (id BIGINT, name STRING, at INT) USING iceberg");
        return lab;
    }

    /** Adds rows by one commit: "(1, 'ann', 1)". */
    static void add(Lab lab, String rows) {
        lab.spark().sql("INSERT INTO " + changes(lab) + " VALUES " + rows);
    }

    private static String changes(Lab lab) {
        return lab.table().replace("orders", "changes");
    }
}
