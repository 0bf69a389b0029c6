package dev.sluice.logs.format.pairs;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * Lines of {@code key=value} pairs, into the columns that the user names as DDL. A column is filled from the key of
 * exactly its name, the last where a line has several; other keys are stepped over. Types and times are those of
 * {@link DeclaredCell}. No value ({@code key=}) is null, {@code key=""} an empty string.
 *
 * <p>{@code logfmt} is as Go's libraries write it: pairs with blanks between them, values in double quotes with the
 * escapes of JSON; a key alone is true in a boolean column. {@code kv} is as firewalls write it: text before the pairs
 * and between them is stepped over, as a syslog header is; values may be in double or single quotes, of which a
 * backslash escapes one within; a comma or semicolon behind a value parts it from the next.
 *
 * <p>Codes in {@code _error}: BAD_TYPE (the column is null), MISSING_FIELDS (the line ends within quotes; the column is
 * null). Rejected as NOT_IN_FORMAT: a line of logfmt that does not begin with a pair, or one of kv that neither begins
 * with a pair nor has two. A key begins with a letter, a digit, @ or _ and also has {@code . - / :} in it.
 *
 * <p>Sources: brandur.org/logfmt, pkg.go.dev/github.com/kr/logfmt, pkg.go.dev/github.com/go-logfmt/logfmt, Heroku's
 * devcenter.heroku.com/articles/http-routing, FortiOS Log Reference (log message format). Immutable.
 */
public final class PairsFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final StructType columns;
    private final boolean strict;
    private final String zone;

    private PairsFormat(StructType columns, boolean strict, ZoneId zone) {
        this.columns = columns;
        this.strict = strict;
        this.zone = zone.getId();
    }

    /**
     * The format logfmt.
     *
     * @throws Fault SETTINGS when a column's type is none of those of {@link DeclaredCell}
     */
    public static PairsFormat logfmt(StructType columns, ZoneId zone) {
        return new PairsFormat(DeclaredCell.checked(columns, "logfmt"), true, zone);
    }

    /**
     * The format kv.
     *
     * @throws Fault SETTINGS when a column's type is none of those of {@link DeclaredCell}
     */
    public static PairsFormat kv(StructType columns, ZoneId zone) {
        return new PairsFormat(DeclaredCell.checked(columns, "kv"), false, zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new PairsParser(wanted, strict, ZoneId.of(zone));
    }
}
