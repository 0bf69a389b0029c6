package dev.sluice.logs.format.json;

import java.io.Serializable;

/**
 * A member of a layout.
 *
 * @param path its name, or the names that lead to it with dots between; one name with dots is the same
 * @param need members with the same letter are alternatives, of which a line has one; '-' for a member that may be
 *     missing
 * @param column what it fills, or empty when it stays among the others
 */
record Member(String path, char need, String column, Reading reading) implements Serializable {
    boolean needed() {
        return need != '-';
    }
}
