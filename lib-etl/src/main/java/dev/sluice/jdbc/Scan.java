package dev.sluice.jdbc;

import java.io.Serializable;
import java.util.List;

/**
 * What is read of a database: a relation, cut into parts, each with a connection of its own.
 *
 * @param relation what stands after FROM: a quoted table, or a query in parentheses with a name
 * @param columns those that can be had
 * @param parts the cut, each row in exactly one
 * @param snapshot the name of the moment that all parts are read at; empty where there is none
 * @param watch told what was read
 */
public record Scan(
        Connector connector, String relation, List<StoreColumn> columns, List<Part> parts, String snapshot, Watch watch)
        implements Serializable {
    /** The code of a reject: a value that its column's type cannot hold. */
    public static final String UNREADABLE = "UNREADABLE_VALUE";

    private static final long serialVersionUID = 1L;

    public Scan {
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
    }

    /**
     * A part that one task reads.
     *
     * @param key its name among the parts
     * @param where a condition; empty for all rows
     * @param item goes into the column {@code _item}
     */
    public record Part(String key, String where, long item) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Told of each part, in the task that read it, what it held. The driver tells beforehand which parts there are. */
    public interface Watch extends Serializable {
        /** Nobody. */
        Watch NONE = new Nobody();

        void planned(List<Part> parts);

        /**
         * On the driver: false for a part that need not be read now, because it was counted where only counts are made up
         * for, or because it has no rejects.
         */
        boolean wanted(Part part, ScanTable.What what);

        /**
         * What a part held, once a task has come to its end or given it up.
         *
         * @param unreadable rows among {@code rows} that could not be decoded
         * @param complete false when the task stopped before the end
         */
        void read(Part part, long rows, long unreadable, boolean complete);
    }

    private record Nobody() implements Watch {
        private static final long serialVersionUID = 1L;

        @Override
        public void planned(List<Part> parts) {}

        @Override
        public boolean wanted(Part part, ScanTable.What what) {
            return what != ScanTable.What.REJECTS;
        }

        @Override
        public void read(Part part, long rows, long unreadable, boolean complete) {}
    }

    /** The parts' query for some of the columns. */
    String query(Part part, List<StoreColumn> wanted) {
        String list = wanted.isEmpty()
                ? "1"
                : String.join(", ", wanted.stream().map(StoreColumn::expression).toList());
        return "SELECT " + list + " FROM " + relation + (part.where().isEmpty() ? "" : " WHERE " + part.where());
    }
}
