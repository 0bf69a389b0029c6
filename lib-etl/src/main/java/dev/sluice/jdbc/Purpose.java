package dev.sluice.jdbc;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What the rows of a {@link Scan} are read for, and so which of them are read. */
public sealed interface Purpose extends Serializable {
    /** Who is told of each row; nobody where a query is answered. */
    Optional<Watch> told();

    /**
     * To be counted, and those that cannot be decoded to be rejects: every row is read, whatever a query makes of it.
     */
    record Counted(Watch watch) implements Purpose {
        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Watch> told() {
            return Optional.of(watch);
        }
    }

    /**
     * To answer queries: rows that a query's conditions leave out stay in the database where it can tell them
     * ({@link Dialect#comparison}). A value of a row and a column that are read which cannot be decoded is a fault
     * INPUT_DAMAGED.
     */
    record Asked() implements Purpose {
        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Watch> told() {
            return Optional.empty();
        }
    }

    /** Told of each part, in the task that read it, what it held. The driver tells beforehand which parts there are. */
    interface Watch extends Serializable {
        void planned(List<Scan.Part> parts);

        /**
         * On the driver: false for a part that need not be read now, because it was counted where only counts are made up
         * for, or because it has no rejects.
         */
        boolean wanted(Scan.Part part, ScanTable.What what);

        /**
         * What a part held, once a task has come to its end or given it up.
         *
         * @param unreadable rows among {@code rows} that could not be decoded
         * @param complete false when the task stopped before the end
         */
        void read(Scan.Part part, long rows, long unreadable, boolean complete);
    }
}
