package dev.sluice.logs.format.w3c;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.logs.line.Cell;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** The fields of a line in their order: what each is, the column that it fills, and its name. */
final class Layout {
    private final Meaning[] meanings;
    private final Cell[] cells;
    private final byte[][] names;

    Layout(List<String> fields, Vocabulary vocabulary, StructType wanted) {
        this.meanings = new Meaning[fields.size()];
        this.cells = new Cell[meanings.length];
        this.names = new byte[meanings.length][];
        for (int i = 0; i < meanings.length; i++) {
            Field field = vocabulary.field(fields.get(i));
            meanings[i] = field.meaning();
            cells[i] = Cell.of(wanted, field.column());
            names[i] = fields.get(i).getBytes(UTF_8);
        }
    }

    int size() {
        return meanings.length;
    }

    Meaning meaning(int field) {
        return meanings[field];
    }

    Cell cell(int field) {
        return cells[field];
    }

    byte[] name(int field) {
        return names[field];
    }
}
