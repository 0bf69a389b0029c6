package dev.sluice.logs.format.layout;

import dev.sluice.fault.Fault;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * A log that a program writes by a layout: {@code java PATTERN}, {@code python FORMAT}, or one of the
 * {@link KnownLayouts}, of which the first that fits is taken for each event.
 *
 * <p>An event is several lines: one that does not begin as the layout does, up to the message, goes on with the event
 * before. A level is one of the libraries' or, where the layout has a time, a word of capital letters. Blanks that pad a
 * part are none of it. What stands in brackets of its own ends where they close. A stack trace begins at the first line
 * that is the name of an exception ({@code java.lang.IllegalStateException: ...}) or a frame; in Python at
 * {@code Traceback}. What a layout writes of an exception on the message's own line stays in the message.
 *
 * <table>
 * <caption>Columns, those that the layout has and always the last two</caption>
 * <tr><td>ts</td><td>TIMESTAMP, to the microsecond</td></tr>
 * <tr><td>time_of_day_us</td><td>BIGINT, microseconds since midnight, of a layout without a date</td></tr>
 * <tr><td>level, logger, thread, message</td><td>STRING; what a layout shortens is short. Lines of a message are kept,
 *     the breaks at its end are not</td></tr>
 * <tr><td>class, source_method, source_file, source_line</td><td>STRING, INT of the call; "?" is null</td></tr>
 * <tr><td>uptime_ms</td><td>BIGINT, milliseconds since the program began</td></tr>
 * <tr><td>pid, tid</td><td>BIGINT of the process and thread</td></tr>
 * <tr><td>ndc, mdc, mdc_KEY</td><td>STRING, the diagnostic context, its keys as they are written</td></tr>
 * <tr><td>marker, context, property_KEY, uuid, fqcn, sequence, nanos, thread_priority, correlation</td><td>STRING;
 *     sequence and nanos BIGINT, thread_priority INT</td></tr>
 * <tr><td>exception</td><td>STRING, the class of the exception whose stack trace it is; of causes it is none</td></tr>
 * <tr><td>stack_trace</td><td>STRING, from the exception's line to the end of the event</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_TIME, BAD_NUMBER, BAD_LOCATION, MISSING_FIELDS (what stands behind the message was not
 * found; the message is whole). Rejected as NOT_IN_FORMAT: an event whose first line does not get to the message, which
 * is possible at the start of a file. Lines with escape sequences for colours are not in the format. Immutable.
 */
public final class LayoutFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final List<Layout> layouts;
    private final boolean python;
    private final String zone;
    private final StructType columns;

    private LayoutFormat(List<Layout> layouts, boolean python, ZoneId zone) {
        this.layouts = List.copyOf(layouts);
        this.python = python;
        this.zone = zone.getId();
        this.columns = columns(layouts);
    }

    private static StructType columns(List<Layout> layouts) {
        Set<String> columns = new LinkedHashSet<>();
        layouts.forEach(layout -> layout.parts().forEach(part -> columns.addAll(part.columns())));
        columns.add("exception string");
        columns.add("stack_trace string");
        return StructType.fromDDL(String.join(", ", columns));
    }

    /**
     * A conversion pattern of log4j 1, Log4j 2 or Logback.
     *
     * @throws Fault SETTINGS when events of such a pattern could not be read, with the reason
     */
    public static LayoutFormat java(String pattern, ZoneId zone) {
        return java(List.of(pattern), zone);
    }

    static LayoutFormat java(List<String> patterns, ZoneId zone) {
        return new LayoutFormat(
                patterns.stream()
                        .map(pattern -> Layout.of(pattern, JavaLanguage.tokens(pattern)))
                        .toList(),
                false,
                zone);
    }

    /**
     * A format string of Python's logging in the style of the percent sign.
     *
     * @throws Fault SETTINGS when events of such a format could not be read, with the reason
     */
    public static LayoutFormat python(String format, ZoneId zone) {
        return python(List.of(format), zone);
    }

    static LayoutFormat python(List<String> formats, ZoneId zone) {
        return new LayoutFormat(
                formats.stream()
                        .map(format -> Layout.of(format, PythonLanguage.tokens(format)))
                        .toList(),
                true,
                zone);
    }

    static LayoutFormat jul(ZoneId zone) {
        Part source = Part.of(Part.Kind.SOURCE, "logger");
        Part caller = Part.of(Part.Kind.CALLER, "logger");
        Part level = Part.of(Part.Kind.LEVEL, "level");
        Part thread = Part.of(Part.Kind.TEXT, "thread");
        Part message = Part.of(Part.Kind.MESSAGE, "message");
        Part time = Part.time("MMM dd, yyyy h:mm:ss a", "");
        Part tomcat = Part.time("dd-MMM-yyyy HH:mm:ss.SSS", "");
        return new LayoutFormat(
                List.of(
                        Layout.of("SimpleFormatter", List.of(time, " ", source, "\n", level, ": ", message)),
                        Layout.of("OneLine", List.of(tomcat, " ", level, " [", thread, "] ", caller, " ", message))),
                false,
                zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        Trace trace = python ? new Trace.OfPython() : new Trace.OfJava();
        return new LayoutParser(layouts, trace, wanted, ZoneId.of(zone));
    }

    @Override
    public LineFormat in(Locale locale) {
        List<Layout> local = layouts.stream()
                .map(layout -> layout.in(locale.toLanguageTag()))
                .toList();
        return local.equals(layouts) ? this : new LayoutFormat(local, python, ZoneId.of(zone));
    }

    @Override
    public boolean multiLine() {
        return true;
    }
}
