package dev.sluice.logs;

import dev.sluice.cli.Console;
import dev.sluice.cli.Output;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.auto.Candidate;
import dev.sluice.logs.format.auto.Detection;
import dev.sluice.logs.format.auto.Detector;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice detect}: which formats log files have, and a job file that reads them. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "Find out which format each log file has. Reads the beginning of each file and changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice detect /var/log/old                         a line for each file",
            "  sluice detect /var/log/old --job-file > job.conf   a job file that loads them; then:",
            "  sluice run job.conf"
        })
final class DetectCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders (with all below them) or globs.")
    private List<String> paths = List.of();

    @Option(names = "--job-file", description = "Print a job file instead.")
    private boolean jobFile;

    @Mixin
    private Output output;

    /**
     * One file, or one member of an archive.
     *
     * @param file its path; of a member of an archive also the name
     * @param format empty when no known one fits
     * @param nearest the format that reads most of its lines, taken or not; empty for none
     * @param sure share of the lines that are read whole
     * @param next the runner-up, empty for none
     */
    private record Found(String file, String format, String nearest, double sure, String next, double nextSure) {}

    @Override
    public Integer call() throws IOException {
        Configuration hadoop = new Configuration();
        List<LogFile> files = Disk.list(paths, hadoop);
        FoundColumns columns = new FoundColumns();
        List<Candidate> candidates =
                new Formats(Optional.of("message string"), ZoneId.of("UTC")).candidates("auto", List.of());
        Detector detector = new Detector(candidates);
        List<Found> found = new ArrayList<>();
        for (LogFile file : files) {
            Beginnings.visit(file, Detector.BYTES, hadoop, (member, beginning) -> {
                if (beginning.length > 0) {
                    Detection detection = detector.detect(beginning);
                    String format = detection.known() ? detection.best() : "";
                    columns.see(format, beginning);
                    String name =
                            shown(file.path()) + member.map(one -> "!" + one).orElse("");
                    found.add(new Found(
                            name, format, detection.best(), detection.sure(), detection.next(), detection.nextSure()));
                }
            });
        }
        if (found.isEmpty()) {
            throw new Fault(Code.INPUT_MISSING, "Cannot find any content in " + String.join(", ", paths));
        }
        Console console = Console.of(output);
        if (jobFile) {
            console.say(new DetectedJob(paths, formats(found).keySet(), unknown(found), columns.ddl()).lines());
        } else {
            console.say(text(found));
        }
        console.data(found);
        return 0;
    }

    private List<String> text(List<Found> found) {
        List<String> lines = new ArrayList<>(Console.table(
                List.of("file", "format", "sure", "then"),
                found.stream()
                        .map(one -> List.of(
                                one.file(),
                                one.format().isEmpty() ? unknown(one) : one.format(),
                                percent(one.sure()),
                                one.next().isEmpty() ? "" : one.next() + " " + percent(one.nextSure())))
                        .toList()));
        Map<String, Long> formats = formats(found);
        long unknown = unknown(found);
        String counts = formats.entrySet().stream()
                .map(format -> "%s %,d".formatted(format.getKey(), format.getValue()))
                .collect(Collectors.joining(" · "));
        lines.add("");
        lines.add(
                "formats    " + counts + (unknown == 0 ? "" : (counts.isEmpty() ? "" : " · ") + "unknown " + unknown));
        lines.add("job file   bin/sluice detect " + String.join(" ", paths) + " --job-file > job.conf");
        return lines;
    }

    private static String unknown(Found found) {
        return found.nearest().isEmpty() ? "unknown" : "unknown, nearest " + found.nearest();
    }

    private static long unknown(List<Found> found) {
        return found.stream().filter(one -> one.format().isEmpty()).count();
    }

    private static Map<String, Long> formats(List<Found> found) {
        return found.stream()
                .filter(one -> !one.format().isEmpty())
                .collect(Collectors.groupingBy(Found::format, TreeMap::new, Collectors.counting()));
    }

    private static String percent(double share) {
        return (int) Math.floor(share * 100) + " %";
    }

    private static String shown(String path) {
        return path.startsWith("file:/") ? path.substring("file:".length()) : path;
    }
}
