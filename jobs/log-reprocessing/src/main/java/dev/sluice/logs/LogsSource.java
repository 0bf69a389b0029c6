package dev.sluice.logs;

import dev.sluice.extract.FileItems;
import dev.sluice.extract.FilePin;
import dev.sluice.extract.FileSet;
import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Tally;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import dev.sluice.table.Handover;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The kind {@code logs}: files of lines, plain, compressed or in archives, by the format of the server that wrote them. Tables: the rows,
 * with the columns of the format and {@link MetaColumns}, and {@code rejects}, which can be read after the rows.
 *
 * @param paths files, folders or globs
 * @param exclude globs of what is left out
 * @param settle how old a file must be
 * @param format a name as in {@link Formats#NAMES}, a LogFormat or log_format string, {@code auto} or {@code mixed}
 * @param formats what auto and mixed look for
 * @param columns DDL of the columns of a json, logfmt, kv, csv or tsv log, of further ones of cef and leef, and of groups
 *     of regex and grok
 * @param eventStart expression that is found in the first line of each event of several lines
 * @param eventContinues java, python, dotnet, go or sql, or an expression that is found in each further line of such an
 *     event
 * @param zone of times that do not say theirs
 * @param zones of files in some places, before {@code zone}
 * @param locale of names of months and days in times
 * @param naming how columns are called
 * @param raw when {@code _raw} holds the line
 * @param maxLine bytes that a line may have
 */
@Doc("log files, plain, compressed or in archives, by the format of the server that wrote them")
public record LogsSource(
        @Doc("files, folders or globs") List<Location> paths,
        @Doc("globs of what is left out") @Preset("[]") List<String> exclude,

        @Doc("files that changed later than this wait for the next run") @Preset("10m")
        Duration settle,

        @Doc("auto: the format of each file is found out; mixed: each line has one of formats; " + Formats.NAMES
                + ", or an Apache LogFormat or nginx log_format string")
        String format,

        @Doc("what auto and mixed look for, the more exact ones first; [] is all that need no columns") @Preset("[]")
        List<String> formats,

        @Doc(
                "name type, name type, ... as in SQL: the members of a json log, or the keys or header names of logfmt, kv, csv,"
                        + " tsv, cef and leef, that become columns; types of groups of regex and grok")
        Optional<String> columns,

        @Doc(
                "a regular expression: a line in which it is found begins an event, the lines up to the next such belong to it")
        Optional<String> eventStart,

        @Doc(
                "java, python, dotnet, go (stack traces) or sql (statements in a PostgreSQL log), or a regular expression: a line"
                        + " in which it is found goes on with the event before it")
        Optional<String> eventContinues,

        @Doc("the zone of times that do not say theirs") @Preset("UTC")
        ZoneId zone,

        @Doc(
                "zones of files in some places: [{ path = \"*/tokyo/*\", zone = Asia/Tokyo }]; the first that matches holds")
        @Preset("[]")
        List<ZoneRule> zones,

        @Doc("the language of names of months and days in times, such as de or fr-CA; English unless given")
        Optional<String> locale,

        @Doc("how columns are called: sluice as docs/logs.md lists them, ecs by the Elastic Common Schema, otel by"
                + " OpenTelemetry's semantic conventions; both in structs")
        @Preset("sluice")
        Naming naming,

        @Doc("when _raw keeps the line as it was") @Preset("on-error")
        Raw raw,

        @Doc("longer lines are rejected") @Preset("1 MiB") Size maxLine)
        implements Sliceable {
    static final int LONGEST_LINE = 1 << 30;

    /** The session setting that names the folder for working files of a run. */
    static final String SCRATCH = "sluice.scratch";

    public LogsSource {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        formats = List.copyOf(formats);
        zones = List.copyOf(zones);
        new FileSet(paths, exclude, settle);
        checkLength(maxLine);
        new LineShape(format, formats, columns, eventStart, eventContinues, new Zones(zone, zones), locale, naming)
                .check();
    }

    static void checkLength(Size maxLine) {
        if (maxLine.bytes() < 1 || maxLine.bytes() > LONGEST_LINE) {
            throw new InvalidSetting("max-line", "is " + maxLine.bytes() + " bytes; allowed is 1 B to 1 GiB");
        }
    }

    private LineShape shape() {
        return new LineShape(
                format, formats, columns, eventStart, eventContinues, new Zones(zone, zones), locale, naming);
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        return FileItems.list(spark, new FileSet(paths, exclude, settle), asked);
    }

    @Override
    public Receipt.Entry entry(SparkSession spark, Item item, Optional<String> seen) {
        Receipt.Entry entry = Sliceable.super.entry(spark, item, seen);
        String completed =
                FilePin.read(item.detail()).withContent(entry.version()).toJson();
        return new Receipt.Entry(entry.id(), entry.version(), completed);
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        ReadPlan.InSlice inSlice = new ReadPlan.InSlice(tally, scratch(spark));
        ReadPlan plan = new ReadPlan(shape().lines(), raw, (int) maxLine.bytes(), true, naming, inSlice);
        List<LogFile> files = slice.items().stream().map(LogsSource::file).toList();
        Dataset<Row> rows = Handover.dataset(spark, new LogsTable(files, plan, Splits.SIZE, LogsTable.What.ROWS));
        return shape().tables(rows, Handover.dataset(spark, new RejectsTable(tally)));
    }

    @Override
    public List<String> parts() {
        return shape().parts();
    }

    /** A place of this read's own, so that no two attempts share a file. */
    static String scratch(SparkSession spark) {
        String fallback = Path.of(System.getProperty("java.io.tmpdir"), "sluice-" + System.getProperty("user.name"))
                .toString();
        return spark.conf().get(SCRATCH, fallback) + "/logs-" + UUID.randomUUID();
    }

    private static LogFile file(Item item) {
        FilePin pin = FilePin.read(item.detail());
        return new LogFile(pin.location().toString(), pin.size(), pin.modified(), item.bytes(), item.id(), item.key());
    }

    @Override
    public String describe() {
        return paths.stream().map(Location::uri).collect(Collectors.joining(", "));
    }
}
