package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.api.java.UDF1;

/** The {@code _item} of a row by its {@code _metadata.file_path}. Remembers the last file of its thread's task. */
final class FileKeys implements UDF1<String, Long> {
    private static final long serialVersionUID = 1L;

    private final Map<String, Long> keys;
    private transient volatile Last last;

    private FileKeys(Map<String, Long> keys) {
        this.keys = keys;
    }

    private record Last(String path, Long key) {}

    static FileKeys of(List<Item> items) {
        Map<String, Long> keys = new HashMap<>();
        items.forEach(item -> WholeFiles.pins(item.detail()).forEach(pin -> keys.put(pin.path(), item.key())));
        return new FileKeys(keys);
    }

    @Override
    public Long call(String path) {
        Last before = last;
        if (before == null || !before.path().equals(path)) {
            Long key = keys.get(FilePin.uri(FilePin.path(path)));
            if (key == null) {
                throw new Fault(Code.INTERNAL, "Cannot tell the item of a row: Spark says it is from " + path);
            }
            before = new Last(path, key);
            last = before;
        }
        return before.key();
    }
}
