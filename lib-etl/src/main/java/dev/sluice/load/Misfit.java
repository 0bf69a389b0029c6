package dev.sluice.load;

import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A column of rows of which values may not fit.
 *
 * @param column of the rows
 * @param when true for a row whose value there does not fit
 * @param row true when the row goes, false when its value does
 * @param staged what is staged of the column's values that fit; empty for a column that is left out
 * @param code of the rejects
 * @param message of the rejects
 */
public record Misfit(String column, Column when, boolean row, Optional<Column> staged, String code, String message) {
    /** The code of a reject that has a value for which there is no column. */
    private static final String NO_COLUMN = "NO_COLUMN";

    /** The code of a reject that has a value which its column would change, or refuse. */
    private static final String DOES_NOT_FIT = "VALUE_DOES_NOT_FIT";

    /** A column that the table lacks. */
    public static Misfit lacking(String column, Column value, Contract.Rule rule) {
        return new Misfit(
                column,
                value.isNotNull(),
                rule == Contract.Rule.DISCARD_ROW,
                Optional.empty(),
                NO_COLUMN,
                column + ": the table has no such column");
    }

    /**
     * A column of another type than the table's.
     *
     * @param into the table's type, as in messages
     */
    public static Misfit changed(String column, Judged value, String into, Contract.Rule rule) {
        return new Misfit(
                column,
                value.misfit(),
                rule == Contract.Rule.DISCARD_ROW,
                Optional.of(value.staged()),
                DOES_NOT_FIT,
                column + ": does not fit as it is into " + into);
    }
}
