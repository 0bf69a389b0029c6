package dev.sluice.stores;

import dev.sluice.run.Demo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A shop in a PostgreSQL of its own, whose orders go to a lake and to a second database: at first all of them, then what
 * is new, what changed, what was committed late, and a column that came.
 *
 * @param folder of the database's files, which stay for the next time
 */
record ShopDemo(Path folder) implements Demo {
    private static final String TO_LAKE = "orders-to-lake.conf";
    private static final String TO_REPORTING = "orders-to-reporting.conf";
    private static final String NEWEST =
            "SELECT id, customer, state, total, changed FROM orders ORDER BY changed DESC, id DESC LIMIT 3";
    private static final String LATE = "SELECT id, customer, state, total, coupon FROM orders ORDER BY id DESC LIMIT 3";

    @Override
    public String name() {
        return "stores";
    }

    @Override
    public Show open() {
        return new Shown(Shop.open(folder));
    }

    private static final class Shown implements Show {
        private final Shop shop;
        private Connection late;

        Shown(Shop shop) {
            this.shop = shop;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("SHOP_URL", shop.url("shop"), "REPORTING_URL", shop.url("reporting"));
        }

        @Override
        public List<Scene> scenes() {
            return List.of(
                    new Scene(
                            "A shop with %s orders, in %s. All of them go to a lake, with their customers."
                                    .formatted(shop.count("orders"), shop.url("shop")),
                            () -> {},
                            TO_LAKE,
                            ""),
                    new Scene("The same into a second database: a copy that follows.", () -> {}, TO_REPORTING, NEWEST),
                    new Scene(
                            "200 orders come, 3 are shipped, one more is written but not yet committed, and one comes"
                                    + " after that. Only what is new is read; the last one waits for the open one.",
                            this::business,
                            TO_REPORTING,
                            NEWEST),
                    new Scene(
                            "The late one is committed: it is read now, and the one that waited for it. And orders have got a"
                                    + " column, coupon, which the copy gets too (contract = evolve).",
                            this::commit,
                            TO_REPORTING,
                            LATE));
        }

        private void business() {
            shop.order(200);
            shop.execute("UPDATE orders SET state = 'shipped', changed = now()"
                    + " WHERE id IN (SELECT id FROM orders WHERE state = 'paid' ORDER BY id LIMIT 3)");
            try {
                late = shop.connect("shop");
                late.setAutoCommit(false);
                try (Statement statement = late.createStatement()) {
                    statement.execute("INSERT INTO orders (customer, state, total, placed)"
                            + " VALUES (1, 'paid', 999.99, now() - interval '1 hour')");
                }
            } catch (SQLException e) {
                throw Shop.fault("order", e);
            }
            shop.order(1);
        }

        private void commit() {
            try {
                late.commit();
                late.close();
            } catch (SQLException e) {
                throw Shop.fault("commit an order", e);
            }
            shop.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS coupon text");
            shop.execute(
                    "UPDATE orders SET coupon = 'WELCOME', changed = now() WHERE id = (SELECT max(id) FROM orders)");
        }

        @Override
        public void close() {
            shop.close();
        }
    }
}
