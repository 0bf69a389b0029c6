package dev.sluice.logs.format.access;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An access log in the language of its server: {@link ApacheLanguage}, {@link NginxLanguage} or {@link TomcatLanguage}. Two directives of one
 * column get the second one's name with _2. A field ends at the text that follows it in the format, so a user name may
 * have blanks and a path may have quotes. Escapes ({@code \"}, {@code \\}, {@code \xhh}, Tomcat's of Unicode, ...) are resolved; "-" is null.
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, BAD_REQUEST (the request is kept as it was written),
 * MISSING_FIELDS (the line ends early), TRAILING_TEXT (the line goes on), INVALID_UTF8 (kept). Rejected as
 * NOT_IN_FORMAT: a line that ends before its time, or that ends early and whose time is none.
 */
public final class AccessFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final String before;
    private final List<Directive> directives;
    private final List<String> after;
    private final boolean escapes;
    private final String zone;
    private final Locale locale;

    /**
     * Of parts that are told apart already.
     *
     * @param before what each line begins with
     * @param after what follows each directive
     * @param escapes whether the server escapes what a client sent
     */
    AccessFormat(String before, List<Directive> directives, List<String> after, boolean escapes, ZoneId zone) {
        this(before, directives, after, escapes, zone, Locale.ROOT);
    }

    private AccessFormat(
            String before,
            List<Directive> directives,
            List<String> after,
            boolean escapes,
            ZoneId zone,
            Locale locale) {
        this.before = before;
        this.directives = List.copyOf(directives);
        this.after = List.copyOf(after);
        this.escapes = escapes;
        this.zone = zone.getId();
        this.locale = locale;
    }

    /**
     * Compiles a format.
     *
     * @param format a LogFormat or log_format string, or one of the well-known names
     * @param zone of times that do not say theirs
     * @throws Fault SETTINGS when it cannot be compiled
     */
    public static AccessFormat of(String format, ZoneId zone) {
        String text = ApacheLanguage.NAMES.getOrDefault(format, format);
        List<Object> parts = text.indexOf('%') < 0 && NginxLanguage.speaks(text)
                ? NginxLanguage.parts(text)
                : ApacheLanguage.parts(text);
        return compiled(format, parts, zone);
    }

    /**
     * Compiles a pattern of the AccessLogValve of Tomcat 10 and later, where %D is microseconds.
     *
     * @param pattern as server.xml has it, or common or combined
     * @param zone of times that do not say theirs
     * @throws Fault SETTINGS when it cannot be compiled
     */
    public static AccessFormat tomcat(String pattern, ZoneId zone) {
        return compiled(pattern, TomcatLanguage.parts(pattern, 1_000_000), zone);
    }

    /** As {@link #tomcat}, of Tomcat up to 9, where %D is milliseconds. */
    public static AccessFormat tomcat9(String pattern, ZoneId zone) {
        return compiled(pattern, TomcatLanguage.parts(pattern, 1_000), zone);
    }

    private static AccessFormat compiled(String format, List<Object> parts, ZoneId zone) {
        StringBuilder before = new StringBuilder();
        StringBuilder literal = before;
        List<Directive> directives = new ArrayList<>();
        List<StringBuilder> after = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Object part : parts) {
            if (part instanceof Directive directive) {
                if (!directives.isEmpty() && literal.isEmpty()) {
                    throw cannot(format, "two directives with nothing between them, which cannot be told apart");
                }
                directives.add(unique(directive, taken));
                literal = new StringBuilder();
                after.add(literal);
            } else {
                literal.append((String) part);
            }
        }
        if (directives.isEmpty()) {
            throw cannot(format, "no directive such as %h or $remote_addr");
        }
        List<String> literals = after.stream().map(StringBuilder::toString).toList();
        return new AccessFormat(before.toString(), directives, literals, true, zone);
    }

    private static Directive unique(Directive directive, Set<String> taken) {
        Directive named = directive;
        for (int i = 2; named.columns().stream().anyMatch(taken::contains); i++) {
            if (directive.meaning() == Directive.Meaning.REQUEST) {
                named = new Directive("request", Directive.Meaning.TEXT, "");
            }
            if (taken.contains(named.name())) {
                named = named.named(directive.name() + "_" + i);
            }
        }
        taken.addAll(named.columns());
        return named;
    }

    private static Fault cannot(String format, String what) {
        return new Fault(Code.SETTINGS, "Cannot use log format: " + format + " has " + what);
    }

    @Override
    public StructType columns() {
        StructType columns = new StructType();
        for (Directive directive : directives) {
            for (String name : directive.columns()) {
                columns = columns.add(name, directive.meaning().type(), true);
            }
        }
        return columns;
    }

    /** Of times that the server writes by strftime; %t and $time_local are always English. */
    @Override
    public LineFormat in(Locale other) {
        boolean spoken = directives.stream().anyMatch(Directive::spoken);
        return spoken ? new AccessFormat(before, directives, after, escapes, ZoneId.of(zone), other) : this;
    }

    @Override
    public LineParser parser(StructType wanted) {
        int size = directives.size();
        Field[] fields = new Field[size];
        String[] names = new String[size];
        byte[][] ends = new byte[size][];
        int time = -1;
        for (int i = 0; i < size; i++) {
            Directive directive = directives.get(i);
            fields[i] = AccessFields.field(directive, wanted, ZoneId.of(zone), locale);
            names[i] = directive.name();
            ends[i] = after.get(i).getBytes(StandardCharsets.UTF_8);
            time = directive.meaning().time() && time < 0 ? i : time;
        }
        TimeParser clock =
                time < 0 ? (line, from, to) -> 0 : AccessFields.clock(directives.get(time), ZoneId.of(zone), locale);
        return new AccessParser(before.getBytes(StandardCharsets.UTF_8), fields, names, ends, time, clock, escapes);
    }

    @Override
    public String toString() {
        return directives.stream().map(Directive::name).collect(Collectors.joining(" "));
    }

    static boolean integral(StructType wanted, int slot) {
        return wanted.fields()[slot].dataType().equals(DataTypes.IntegerType);
    }
}
