package dev.sluice.logs.format.error;

import java.io.Serializable;
import java.util.List;

/**
 * What httpd prints as a whole or, where a directive in it has nothing to print, not at all.
 *
 * @param tokens texts (String) and items by turns, a text first and last, where the last may be empty
 */
record ErrorPart(List<Object> tokens) implements Serializable {
    ErrorPart {
        tokens = List.copyOf(tokens);
    }

    List<Item> items() {
        return tokens.stream()
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .toList();
    }

    /** Whether it is in each line. */
    boolean printed() {
        return items().stream().allMatch(Item::printed);
    }

    boolean has(char letter) {
        return items().stream().anyMatch(item -> item.letter() == letter);
    }

    /** Whether nothing stands behind that directive. */
    boolean ends(char letter) {
        int size = tokens.size();
        return tokens.get(size - 1).equals("")
                && size > 1
                && tokens.get(size - 2) instanceof Item item
                && item.letter() == letter;
    }

    /** The text before the first item. */
    String prefix() {
        return (String) tokens.get(0);
    }
}
