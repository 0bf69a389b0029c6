package dev.sluice.logs;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.auto.AutoFormat;
import dev.sluice.logs.format.auto.Candidate;
import dev.sluice.logs.format.regex.EventFormat;
import dev.sluice.logs.line.CalendarNames;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.naming.Naming;
import dev.sluice.logs.naming.Shape;
import dev.sluice.settings.InvalidSetting;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a job file says of the look of lines.
 *
 * @param format a name as in {@link Formats#NAMES}, a LogFormat or log_format string, {@code auto} or {@code mixed}
 * @param formats what auto and mixed look for
 * @param columns DDL, as {@link Formats#columns}
 * @param eventStart expression that is found in the first line of each event of several lines
 * @param eventContinues expression that is found in each further line of such an event
 * @param zones of times that do not say theirs
 * @param locale of names of months and days in times
 * @param naming how columns are called
 */
record LineShape(
        String format,
        List<String> formats,
        Optional<String> columns,
        Optional<String> eventStart,
        Optional<String> eventContinues,
        Zones zones,
        Optional<String> locale,
        Naming naming) {
    LineShape {
        formats = List.copyOf(formats);
    }

    /**
     * Checks the settings.
     *
     * @throws InvalidSetting with the setting that is wrong
     */
    void check() {
        if (eventStart.isPresent() && eventContinues.isPresent()) {
            throw new InvalidSetting("event-continues", "cannot be used with event-start; allowed is one of them");
        }
        try {
            locale.ifPresent(LineShape::language);
        } catch (Fault e) {
            throw new InvalidSetting("locale", e.getMessage());
        }
        try {
            MetaColumns.behind(
                    Shape.of(
                                    naming,
                                    named(zones.otherwise()).of(format, formats).columns())
                            .nested(),
                    true);
        } catch (Fault e) {
            String one = Stream.of("column", "locale")
                    .filter(e.getMessage()::contains)
                    .findFirst()
                    .map(word -> word.equals("column") ? "columns" : word)
                    .orElse("format");
            throw new InvalidSetting(formats.isEmpty() ? one : "formats", e.getMessage());
        }
        if (eventStart.or(() -> eventContinues).isPresent()
                && formats.isEmpty()
                && !format.equals("auto")
                && named(zones.otherwise()).of(format).joined()) {
            throw new InvalidSetting(
                    eventStart.isPresent() ? "event-start" : "event-continues",
                    "cannot be used with format = " + format + ", which itself tells what lines belong together");
        }
        try {
            eventStart.or(() -> eventContinues).ifPresent(EventFormat::check);
        } catch (Fault e) {
            throw new InvalidSetting(eventStart.isPresent() ? "event-start" : "event-continues", e.getMessage());
        }
    }

    /** The locale of a tag. */
    static Locale language(String tag) {
        return CalendarNames.locale(tag)
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS, "Cannot use locale: " + tag + " (a language such as de, fr-CA or fi)"));
    }

    private Formats named(ZoneId zone) {
        return new Formats(columns, zone, naming, locale.map(LineShape::language));
    }

    LineFormat lines() {
        LineFormat otherwise = lines(zones.otherwise());
        List<ByPlace.Place> places = zones.rules().stream()
                .map(rule -> new ByPlace.Place(rule.path(), lines(rule.zone())))
                .toList();
        return places.isEmpty() ? otherwise : new ByPlace(otherwise, places);
    }

    private LineFormat lines(ZoneId zone) {
        LineFormat lines = named(zone).of(format, formats);
        return eventStart
                .map(rule -> EventFormat.beginning(lines, rule))
                .or(() -> eventContinues.map(rule -> EventFormat.continued(lines, rule)))
                .map(LineFormat.class::cast)
                .orElse(lines);
    }

    /** Names of the tables that divide the rows among them. */
    List<String> parts() {
        return candidates().stream().map(Candidate::name).toList();
    }

    private List<Candidate> candidates() {
        return named(zones.otherwise()).candidates(format, formats);
    }

    /** The tables of a source: the rows, the rejects, and the rows of each format where there are several. */
    Map<String, Dataset<Row>> tables(Dataset<Row> rows, Dataset<Row> rejects) {
        Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
        tables.put("", rows);
        tables.put("rejects", rejects);
        for (Candidate candidate : candidates()) {
            Shape shape = Shape.of(naming, candidate.format().columns());
            Dataset<Row> own = rows.where(rows.col(AutoFormat.COLUMN).equalTo(candidate.name()));
            tables.put(candidate.name(), Fields.of(own, MetaColumns.behind(shape.nested(), true)));
        }
        return tables;
    }
}
