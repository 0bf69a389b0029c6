package dev.sluice.logs.format.cef;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Events of security devices, with or without a syslog header before them:
 *
 * <pre>
 * CEF:version|vendor|product|version|event class|name|severity|key=value key=value
 * LEEF:1.0|vendor|product|version|event|key=value[tab]key=value
 * LEEF:2.0|vendor|product|version|event|delimiter|key=value[delimiter]key=value
 * </pre>
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>syslog_header</td><td>STRING, what stands before CEF or LEEF</td></tr>
 * <tr><td>format_version, vendor, product, product_version</td><td>STRING</td></tr>
 * <tr><td>event_id, name, severity</td><td>STRING; name of CEF only; severity of LEEF is its attribute sev</td></tr>
 * <tr><td>ts, ts_start, ts_end</td><td>TIMESTAMP, of rt or devTime, start and end</td></tr>
 * <tr><td>others</td><td>those of the keys in {@link Key}, then what the user names as DDL, each filled from the key of
 *     exactly its name</td></tr>
 * </table>
 *
 * <p>In CEF a backslash escapes itself, the bar in the header and the equals sign in the extension, where \n and \r are
 * line breaks; a value ends before the last blank before the next key. LEEF has no escapes; its delimiter is one
 * character or a hexadecimal number such as x5E, and the tab where there is none. A time is a number of milliseconds,
 * ISO 8601 or {@code Sep 19 2026 08:26:10[.123] [UTC]}; one without a year or by another devTimeFormat is none.
 *
 * <p>Codes in {@code _error}: BAD_TYPE (the column is null). Rejected as NOT_IN_FORMAT: a line without such a header.
 * Immutable.
 *
 * @see <a href="https://www.ibm.com/docs/en/dsm?topic=overview-leef-event-components">LEEF event components</a>
 */
public final class CefFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final List<String> HEAD =
            List.of("syslog_header", "format_version", "vendor", "product", "product_version", "event_id");

    private final List<Key> keys;
    private final StructType columns;
    private final boolean leef;
    private final String zone;

    private CefFormat(StructType head, List<Key> known, StructType declared, boolean leef, ZoneId zone) {
        List<Key> all = new ArrayList<>(known);
        StructType named = StructType.fromDDL(known.stream().map(Key::column).collect(Collectors.joining(", ")));
        StructType whole = head.merge(named, true);
        for (StructField field : declared.fields()) {
            if (List.of(whole.fieldNames()).contains(field.name())) {
                throw new Fault(
                        Code.SETTINGS, "Cannot use column " + field.name() + " (the format has one of that name)");
            }
            all.add(new Key(field.name(), field.name() + " " + field.dataType().sql()));
        }
        this.keys = List.copyOf(all);
        this.columns = whole.merge(declared, true).asNullable();
        this.leef = leef;
        this.zone = zone.getId();
    }

    /**
     * The format cef.
     *
     * @param declared further columns
     * @throws Fault SETTINGS when one of them has the name of another, or a type that {@link DeclaredCell} has not
     */
    public static CefFormat cef(StructType declared, ZoneId zone) {
        StructType head = head(Stream.of("name", "severity"));
        return new CefFormat(head, Key.CEF, DeclaredCell.checked(declared, "CEF"), false, zone);
    }

    /**
     * The format leef, of both versions.
     *
     * @param declared further columns
     * @throws Fault SETTINGS when one of them has the name of another, or a type that {@link DeclaredCell} has not
     */
    public static CefFormat leef(StructType declared, ZoneId zone) {
        return new CefFormat(head(Stream.of()), Key.LEEF, DeclaredCell.checked(declared, "LEEF"), true, zone);
    }

    private static StructType head(Stream<String> more) {
        return StructType.fromDDL(
                Stream.concat(HEAD.stream(), more).map(name -> name + " string").collect(Collectors.joining(", ")));
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return leef ? new LeefParser(keys, wanted, ZoneId.of(zone)) : new CefParser(keys, wanted, ZoneId.of(zone));
    }
}
