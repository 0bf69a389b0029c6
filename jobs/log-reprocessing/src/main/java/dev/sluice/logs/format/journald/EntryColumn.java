package dev.sluice.logs.format.journald;

import dev.sluice.logs.format.syslog.Priority;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The fields of systemd.journal-fields(7) that have a column, in the order of the columns. */
enum EntryColumn {
    TS("__REALTIME_TIMESTAMP", "timestamp"),
    HOST("_HOSTNAME", "string"),
    PROGRAM("SYSLOG_IDENTIFIER", "string"),
    PID("_PID", "bigint"),
    SEVERITY("PRIORITY", "string"),
    FACILITY("SYSLOG_FACILITY", "string"),
    MESSAGE("MESSAGE", "string"),
    MSG_ID("MESSAGE_ID", "string"),
    UNIT("_SYSTEMD_UNIT", "string"),
    TRANSPORT("_TRANSPORT", "string"),
    UID("_UID", "bigint"),
    EXE("_EXE", "string"),
    BOOT_ID("_BOOT_ID", "string"),
    CURSOR("__CURSOR", "string");

    private final String field;
    private final String type;

    EntryColumn(String field, String type) {
        this.field = field;
        this.type = type;
    }

    static List<String> fields() {
        return Stream.of(values()).map(column -> column.field).toList();
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    String ddl() {
        return column() + " " + type;
    }

    /** Whether the value goes into the row as it is. */
    boolean isText() {
        return switch (this) {
            case TS, PID, SEVERITY, FACILITY, UID -> false;
            case HOST, PROGRAM, MESSAGE, MSG_ID, UNIT, TRANSPORT, EXE, BOOT_ID, CURSOR -> true;
        };
    }

    /** Fills the column, or tells the problem. */
    void fill(Cell cell, byte[] line, int from, int to, Columns out) {
        long number = isText() ? 0 : Digits.whole(line, from, to);
        boolean good = number != Digits.NONE;
        switch (this) {
            case TS, PID, UID -> {
                if (good) {
                    out.number(cell.slot(), number);
                }
            }
            case SEVERITY -> good = Priority.severity(number, cell, out);
            case FACILITY -> good = Priority.facility(number, cell, out);
            case HOST, PROGRAM, MESSAGE, MSG_ID, UNIT, TRANSPORT, EXE, BOOT_ID, CURSOR ->
                out.text(cell.slot(), line, from, to);
        }
        if (!good) {
            out.problem(this == TS ? "BAD_TIME" : "BAD_NUMBER", cell.name(), from);
        }
    }
}
