package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice copy}: a table of a database elsewhere, by a job file that it writes. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description = {
            "Copy a table of a database into a lake, files or another database. Writes the job file that it runs;",
            "from then on run that one: it goes on where this ended."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice copy postgresql://me@db/shop public.orders --to iceberg:lake.shop.orders --cursor xmin",
            "  sluice copy postgresql://me@db/shop public.orders --password env:SHOP_PASSWORD \\",
            "      --to mariadb://me@other/copy#orders --to-password env:COPY_PASSWORD --key id --cursor xmin",
            "  sluice copy sqlite:shop.db orders --to files:out/orders --print"
        })
final class CopyCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "The database, such as postgresql://user@host/name, with jdbc: before it or not.")
    private String url;

    @Parameters(index = "1", paramLabel = "TABLE", description = "The table, such as public.orders.")
    private String table;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TARGET",
            description = "iceberg:CATALOG.NAMESPACE.TABLE (a catalog in the folder CATALOG), files:FOLDER, or"
                    + " URL#TABLE of a database.")
    private String target;

    @Option(names = "--password", paramLabel = "env:NAME|file:PATH", description = "Of the user of URL.")
    private Optional<String> password = Optional.empty();

    @Option(names = "--to-password", paramLabel = "env:NAME|file:PATH", description = "Of the user of TARGET.")
    private Optional<String> targetPassword = Optional.empty();

    @Option(
            names = "--cursor",
            paramLabel = "COLUMN",
            description = "Read only what is new by this column; in PostgreSQL xmin. Left out, each run reads all.")
    private Optional<String> cursor = Optional.empty();

    @Option(names = "--overlap", paramLabel = "1h|1000|0", description = "How late rows may come by the cursor.")
    private Optional<String> overlap = Optional.empty();

    @Option(names = "--key", split = ",", paramLabel = "COLUMN", description = "Into a database: update by this key.")
    private List<String> key = List.of();

    @Option(names = "--version-column", paramLabel = "COLUMN", description = "With --key: what grows with each change.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--conf", paramLabel = "FILE", description = "The job file to write; TABLE.conf unless given.")
    private Optional<Path> conf = Optional.empty();

    @Option(names = "--print", description = "Only print the job file.")
    private boolean print;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        CopyJob job = new CopyJob(
                CopyJob.Place.parse(url, password),
                table,
                CopyJob.Place.parse(target, targetPassword),
                cursor,
                overlap,
                key,
                version);
        String text = job.text();
        if (print) {
            System.out.print(text);
            return 0;
        }
        Path file = conf.orElse(Path.of(job.name() + ".conf"));
        write(file, text);
        console.say(text.lines().map(line -> "  " + line).toList());
        console.say("kept in    " + ShellPath.path(file.toAbsolutePath()) + ", to run again: bin/sluice run "
                + ShellPath.path(file.toAbsolutePath()));
        console.say("");
        Job read = JobFile.read(file, BuiltIn.kinds(), System.getenv());
        JobRun run =
                new JobRun(read, console, Optional.empty(), Optional.empty(), JobRun.IfHeld.SKIP, Optional.empty());
        Optional<Report> report = run.execute();
        return report.map(Report::exitStatus).orElseGet(run::exitWhenHeld);
    }

    /** A file that is there with the same words is run again; another one is not touched. */
    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            if (!same(file, text)) {
                throw new Fault(
                        Code.CANNOT_WRITE,
                        "Cannot write job file: " + file + " is there and says something else (run it with sluice run,"
                                + " or name another with --conf)",
                        e);
            }
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write job file: " + file + " (" + e + ")", e);
        }
    }

    private static boolean same(Path file, String text) {
        try {
            return Files.readString(file).equals(text);
        } catch (IOException e) {
            return false;
        }
    }
}
