package dev.sluice.logs;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job file that loads what was found.
 *
 * @param paths as the user gave them
 * @param formats those that were found
 * @param unknown files of which none of them is the format
 * @param columns DDL for a format whose lines name their fields, empty when there is none
 */
record DetectedJob(List<String> paths, Set<String> formats, long unknown, String columns) {
    /** The lines of the file; relative paths are made absolute, since it may lie elsewhere. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Loads logs as 'sluice detect' found them. Check it, then run it:  sluice run job.conf",
                "job = logs",
                "state = state",
                "",
                "catalog.lake.warehouse = lake",
                "",
                "extract.log {",
                "  type = logs",
                "  paths = [" + paths.stream().map(DetectedJob::quoted).collect(Collectors.joining(", ")) + "]"));
        boolean several = formats.size() != 1 || unknown > 0;
        lines.add("  format = " + (several ? "auto" : formats.iterator().next()));
        if (several && !formats.isEmpty()) {
            lines.add("  formats = [" + String.join(", ", formats) + "]");
        }
        if (unknown > 0) {
            lines.add("  # " + unknown + " more have a format that is not known: their lines become rejects");
        }
        if (!columns.isEmpty()) {
            lines.add("  columns = " + ConfigUtil.quoteString(columns));
        }
        lines.add("  # zone = Europe/Helsinki     of times that do not say theirs; UTC unless said");
        lines.add("  # naming = ecs               names of the Elastic Common Schema; otel: of OpenTelemetry");
        lines.add("}");
        lines.add("");
        lines.add("load = [");
        if (several && !formats.isEmpty()) {
            formats.forEach(format -> lines.add(load(format, "log." + format)));
        } else {
            lines.add(load("log", "log"));
        }
        lines.add("  { name = rejects, from = log.rejects, type = iceberg, table = lake.logs.rejects }");
        lines.add("]");
        lines.add("");
        lines.add("check { max-rejects = 2% }");
        return lines;
    }

    private static String load(String name, String from) {
        return "  { name = %s, from = %s, type = iceberg, table = lake.logs.%s }"
                .formatted(name, from, name.replace('-', '_'));
    }

    private static String quoted(String path) {
        boolean local = !path.matches("[a-z][a-z0-9+.-]*:.*");
        return ConfigUtil.quoteString(
                local ? Path.of(path).toAbsolutePath().normalize().toString() : path);
    }
}
