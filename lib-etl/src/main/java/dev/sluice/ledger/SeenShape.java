package dev.sluice.ledger;

import dev.sluice.slice.Shape;
import java.time.Instant;

/**
 * The columns of a table from a run on, as the ledger keeps them.
 *
 * @param table such as "extract.orders" or "load.orders"
 * @param run the first that saw them so
 * @param at by the clock of the driver
 */
public record SeenShape(String table, String run, Instant at, Shape shape) {}
