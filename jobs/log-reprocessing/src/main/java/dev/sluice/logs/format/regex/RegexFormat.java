package dev.sluice.logs.format.regex;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Lines by a regular expression of java.util.regex, which has to match all of a line. Each named group is a column, of
 * the type that is declared for it, else a STRING; a group that took no part in the match is null, and of several with
 * one name the last that took part counts.
 *
 * <p>NOT_IN_FORMAT rejects a line that does not match, REGEX_BUDGET one that the expression cannot be done with within
 * some hundred looks at each byte. A value that is not of its column's type is BAD_TYPE.
 */
public final class RegexFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final Pattern pattern;
    private final List<String> names;
    private final StructType columns;
    private final String zone;

    private RegexFormat(Groups groups, StructType columns, ZoneId zone) {
        this.pattern = groups.pattern();
        this.names = groups.names();
        this.columns = columns;
        this.zone = zone.getId();
    }

    /**
     * The format.
     *
     * @param declared types of groups
     * @throws dev.sluice.fault.Fault SETTINGS when the expression cannot be used, or a declared column is no group
     */
    public static RegexFormat of(String regex, Optional<StructType> declared, ZoneId zone) {
        Groups groups = Groups.of(regex);
        StructType types = declared.orElse(new StructType());
        StructType columns = new StructType();
        for (String name : groups.names()) {
            if (!name.isEmpty() && !Arrays.asList(columns.fieldNames()).contains(name)) {
                boolean known = Arrays.asList(types.fieldNames()).contains(name);
                columns = columns.add(name, known ? types.apply(name).dataType() : DataTypes.StringType);
            }
        }
        if (columns.isEmpty()) {
            throw Groups.cannot(regex, "it names no group, such as (?<message>.*)");
        }
        for (String name : types.fieldNames()) {
            if (!groups.names().contains(name)) {
                throw Groups.cannot(regex, "it has no group for the column " + name);
            }
        }
        return new RegexFormat(groups, DeclaredCell.checked(columns, "a group"), zone);
    }

    /**
     * A grok expression, such as {@code %{IP:client_ip} %{NUMBER:took:double}}: the same by another notation.
     *
     * @param declared types of columns, which win over those in the expression
     * @throws dev.sluice.fault.Fault SETTINGS when the expression cannot be used
     */
    public static RegexFormat grok(String expression, Optional<StructType> declared, ZoneId zone) {
        Grok grok = Grok.of(expression);
        StructType types = declared.orElse(new StructType());
        for (StructField own : grok.types().fields()) {
            types = Arrays.asList(types.fieldNames()).contains(own.name()) ? types : types.add(own);
        }
        return of(grok.regex(), Optional.of(types), zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        TimeParser time = new IsoTime(ZoneId.of(zone));
        DeclaredCell[] cells = new DeclaredCell[names.size()];
        for (int i = 0; i < cells.length; i++) {
            int slot = names.get(i).isEmpty() ? -1 : Columns.slot(wanted, names.get(i));
            if (slot >= 0) {
                cells[i] = new DeclaredCell(
                        slot, names.get(i), columns.apply(names.get(i)).dataType(), time);
            }
        }
        return new Parser(pattern, cells);
    }

    private static final class Parser implements LineParser {
        private final DeclaredCell[] cells;
        private final LineText text = new LineText();
        private final Matcher matcher;

        Parser(Pattern pattern, DeclaredCell[] cells) {
            this.cells = cells;
            this.matcher = pattern.matcher(text);
        }

        @Override
        public void parse(byte[] line, int from, int to, Columns out) {
            text.set(line, from, to);
            try {
                if (!matcher.reset().matches()) {
                    out.reject("NOT_IN_FORMAT", "the line does not match the expression");
                    return;
                }
            } catch (LineText.Spent | StackOverflowError e) {
                out.reject("REGEX_BUDGET", "the expression goes back over the line too often");
                return;
            }
            for (int i = 0; i < cells.length; i++) {
                int start = cells[i] == null ? -1 : matcher.start(i + 1);
                if (start >= 0) {
                    fill(cells[i], line, from, start, matcher.end(i + 1), out);
                }
            }
        }

        private void fill(DeclaredCell cell, byte[] line, int from, int start, int end, Columns out) {
            if (text.ascii()) {
                cell.fill(line, from + start, from + end, from + start, out);
            } else {
                byte[] value = text.bytes(start, end);
                cell.fill(value, 0, value.length, from + start, out);
            }
        }
    }
}
