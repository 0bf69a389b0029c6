package dev.sluice.load;

import java.util.ArrayList;
import java.util.List;

/** Two states of a row and a deletion, in all orders in which they can come. */
public final class DeletionOrders {
    private static final List<List<String>> ORDERS = List.of(
            List.of("a 1 red", "a 2 -", "a 3 blue"),
            List.of("a 1 red", "a 3 blue", "a 2 -"),
            List.of("a 2 -", "a 1 red", "a 3 blue"),
            List.of("a 2 -", "a 3 blue", "a 1 red"),
            List.of("a 3 blue", "a 1 red", "a 2 -"),
            List.of("a 3 blue", "a 2 -", "a 1 red"));

    private DeletionOrders() {}

    /**
     * Three slices: for each order the rows {@code back0} to {@code back5}, of which the state of version 3 is the newest,
     * and {@code lost0} to {@code lost5}, of which the deletion is, of version 4.
     */
    public static List<String[]> slices() {
        List<String[]> slices = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            List<String> slice = new ArrayList<>();
            for (int i = 0; i < ORDERS.size(); i++) {
                String state = ORDERS.get(i).get(step);
                slice.add(state.replace("a ", "back" + i + " "));
                slice.add(state.replace("a ", "lost" + i + " ").replace(" 2 -", " 4 -"));
            }
            slices.add(slice.toArray(new String[0]));
        }
        return slices;
    }
}
