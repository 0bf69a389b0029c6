package dev.sluice.logs.format.w3c;

import java.io.Serializable;

/**
 * A field that is known.
 *
 * @param column that it fills
 * @param meaning of its bytes
 */
record Field(String column, Meaning meaning) implements Serializable {}
