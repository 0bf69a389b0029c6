package dev.sluice.load;

/** What happens when the shape of the rows is not the table's. */
public enum Contract {
    /** A column that the table lacks is an error. */
    FREEZE,
    /** It is added. */
    EVOLVE
}
