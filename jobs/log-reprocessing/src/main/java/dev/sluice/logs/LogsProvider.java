package dev.sluice.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.extract.ContentHash;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.naming.Naming;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("sluice-logs").option("format", "combined").load(paths)}: logs of servers as typed tables.
 *
 * <p>Options: {@code format} (combined unless given; a name as in {@link Formats#NAMES}, or a LogFormat or log_format
 * string, auto or mixed), {@code formats} (what auto and mixed look for, with commas), {@code columns} (DDL, for json, logfmt, kv, csv, tsv; optional for cef, leef, regex, grok), {@code zone} (UTC), {@code locale} (of months, such as de), {@code naming} (sluice, ecs, otel), {@code raw} (on-error, always, never), {@code max-line}
 * (bytes, 1048576), {@code split-size} (bytes, a multiple of 16 MiB; plain files are cut by it), {@code table} (rows, or
 * rejects: the lines that are no rows, which the rows leave out).
 *
 * <p>Columns: those of the format, which its class tells, then {@link MetaColumns}. Rows come in the order of their lines
 * within a split and in none across them. Paths may be files, folders and globs; a path that exists is taken literally.
 * Codecs are told by magic bytes ({@link dev.sluice.extract.Codec}): plain, gzip, zstd, bzip2, xz, lz4. So are archives
 * ({@link dev.sluice.logs.archive.ArchiveKind}), whose members read like files; {@code _origin.member} names them.
 *
 * <p>Rejects by code: LINE_TOO_LONG, NOT_IN_FORMAT, BAD_JSON; one for each damage of a file, an archive or a member
 * ({@link dev.sluice.logs.bytes.Damage}), such as TRUNCATED_GZIP, CORRUPT_ZSTD (both with the part of a line that was
 * left), GZIP_TRAILING_GARBAGE, UNSUPPORTED_XZ, TRUNCATED_TAR, BOMB; and for members that are not read ENCRYPTED_MEMBER,
 * UNSUPPORTED_MEMBER, NESTED_TOO_DEEP.
 */
public final class LogsProvider implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "sluice-logs";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return what(options) == LogsTable.What.ROWS ? plan(options).schema() : MetaColumns.REJECTS;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
        List<LogFile> files =
                Disk.list(paths(options), SparkSession.active().sparkContext().hadoopConfiguration());
        long size = options.getLong("split-size", Splits.SIZE);
        if (size <= 0 || size % ContentHash.CHUNK != 0) {
            throw wrong("split-size", Long.toString(size), "a multiple of " + ContentHash.CHUNK);
        }
        return new LogsTable(files, plan(options), size, what(options));
    }

    private static ReadPlan plan(CaseInsensitiveStringMap options) {
        String formats = options.getOrDefault("formats", "");
        Naming naming = word(options, "naming", Naming.SLUICE, Naming.values());
        Optional<Locale> locale = Optional.ofNullable(options.get("locale")).map(LineShape::language);
        LineFormat format = new Formats(Optional.ofNullable(options.get("columns")), zone(options), naming, locale)
                .of(
                        options.getOrDefault("format", "combined"),
                        formats.isBlank() ? List.of() : List.of(formats.trim().split("\\s*,\\s*", -1)));
        int maxLine = options.getInt("max-line", 1 << 20);
        if (maxLine < 1 || maxLine > LogsSource.LONGEST_LINE) {
            throw wrong("max-line", Integer.toString(maxLine), "1 to " + LogsSource.LONGEST_LINE);
        }
        Raw raw = word(options, "raw", Raw.ON_ERROR, Raw.values());
        return new ReadPlan(format, raw, maxLine, false, naming, null);
    }

    private static ZoneId zone(CaseInsensitiveStringMap options) {
        String zone = options.getOrDefault("zone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new Fault(Code.SETTINGS, "Cannot use option zone: " + zone + " (such as Europe/Helsinki)", e);
        }
    }

    /** An option that is a constant of an enum, in lower case with hyphens. */
    private static <E extends Enum<E>> E word(CaseInsensitiveStringMap options, String key, E preset, E[] all) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : all) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        String word = options.get(key);
        if (word != null && !words.containsKey(word)) {
            throw wrong(key, word, String.join(", ", words.keySet()));
        }
        return words.getOrDefault(word, preset);
    }

    private static LogsTable.What what(CaseInsensitiveStringMap options) {
        String table = options.getOrDefault("table", "rows");
        return switch (table) {
            case "rows" -> LogsTable.What.ROWS;
            case "rejects" -> LogsTable.What.REJECTS;
            default -> throw wrong("table", table, "rows, rejects");
        };
    }

    private static List<String> paths(CaseInsensitiveStringMap options) {
        List<String> paths = new ArrayList<>();
        if (options.containsKey("path")) {
            paths.add(options.get("path"));
        }
        if (options.containsKey("paths")) {
            try {
                paths.addAll(List.of(new ObjectMapper().readValue(options.get("paths"), String[].class)));
            } catch (JsonProcessingException e) {
                throw new Fault(
                        Code.SETTINGS, "Cannot use option paths: " + options.get("paths") + " (a JSON list)", e);
            }
        }
        if (paths.isEmpty()) {
            throw new Fault(Code.SETTINGS, "Cannot read logs without a path (give load() one or more)");
        }
        return paths;
    }

    private static Fault wrong(String option, String value, String allowed) {
        return new Fault(Code.SETTINGS, "Cannot use option " + option + ": " + value + " (allowed: " + allowed + ")");
    }
}
