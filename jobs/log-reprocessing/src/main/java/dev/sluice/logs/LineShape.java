package dev.sluice.logs;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.auto.AutoFormat;
import dev.sluice.logs.format.auto.Candidate;
import dev.sluice.logs.format.regex.EventFormat;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.settings.InvalidSetting;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What a job file says of the look of lines.
 *
 * @param format a name as in {@link Formats#NAMES}, a LogFormat or log_format string, {@code auto} or {@code mixed}
 * @param formats what auto and mixed look for
 * @param columns DDL, as {@link Formats#columns}
 * @param eventStart expression that is found in the first line of each event of several lines
 * @param eventContinues expression that is found in each further line of such an event
 * @param zone of times that do not say theirs
 */
record LineShape(
        String format,
        List<String> formats,
        Optional<String> columns,
        Optional<String> eventStart,
        Optional<String> eventContinues,
        ZoneId zone) {
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
            MetaColumns.behind(new Formats(columns, zone).of(format, formats).columns(), true);
        } catch (Fault e) {
            String one = e.getMessage().contains("column") ? "columns" : "format";
            throw new InvalidSetting(formats.isEmpty() ? one : "formats", e.getMessage());
        }
        try {
            eventStart.or(() -> eventContinues).ifPresent(EventFormat::check);
        } catch (Fault e) {
            throw new InvalidSetting(eventStart.isPresent() ? "event-start" : "event-continues", e.getMessage());
        }
    }

    LineFormat lines() {
        LineFormat lines = new Formats(columns, zone).of(format, formats);
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
        return new Formats(columns, zone).candidates(format, formats);
    }

    /** The tables of a source: the rows, the rejects, and the rows of each format where there are several. */
    Map<String, Dataset<Row>> tables(Dataset<Row> rows, Dataset<Row> rejects) {
        Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
        tables.put("", rows);
        tables.put("rejects", rejects);
        for (Candidate candidate : candidates()) {
            StructType own = MetaColumns.behind(candidate.format().columns(), true);
            tables.put(
                    candidate.name(),
                    rows.where(rows.col(AutoFormat.COLUMN).equalTo(candidate.name()))
                            .select(Arrays.stream(own.fieldNames())
                                    .map(rows::col)
                                    .toArray(Column[]::new)));
        }
        return tables;
    }
}
