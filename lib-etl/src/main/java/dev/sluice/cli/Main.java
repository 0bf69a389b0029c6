package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.SparkFaults;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The one entry point, for {@code bin/sluice} and for a bare {@code spark-submit}. */
@Command(
        name = "sluice",
        description = "Batch pipelines on Spark that publish exactly once and leave a receipt.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            ShowCommand.class,
            RunsCommand.class,
            SchemaCommand.class,
            StatusCommand.class,
            RejectsCommand.class,
            SqlCommand.class,
            MaintainCommand.class,
            ReprocessCommand.class,
            UnlockCommand.class,
            CopyCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            KindsCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice demo logs                    from raw log lines to tables, on sample data",
            "  sluice demo media                   from a folder of media to manifests of encodes",
            "  sluice demo stores                  a database into a lake, and into another database",
            "  sluice check conf/access-logs.conf  is the job file right?",
            "  sluice plan  conf/access-logs.conf  what would a run do?",
            "  sluice run   conf/access-logs.conf  do it; again: nothing to do",
            "",
            "Exit status: 0 published or nothing to do, 64/78 usage or configuration, 65 a check failed,",
            "66 input missing, 69 store down, 70 our defect, 71 out of memory, 73/74 cannot write or I/O,",
            "75 try later, 76 lease lost, 77 not allowed, 124 deadline, 143 stopped by a signal (resumable)."
        })
public final class Main {
    /** A process that has decided to end, ends, whatever threads still live. */
    private static final long HALT_AFTER_SECONDS = 30;

    /** One that was told to end has used up the rest to unwind ({@link EarlyEnd}). */
    private static final long HALT_WHEN_TOLD_AFTER_SECONDS = 10;

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        int status = execute(arguments);
        boolean told = status == Code.STOPPED.exitStatus() || status == Code.DEADLINE.exitStatus();
        Thread halt = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(told ? HALT_WHEN_TOLD_AFTER_SECONDS : HALT_AFTER_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(status);
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
        System.exit(status);
    }

    /** Runs a command line and answers its exit status; ends no process. */
    static int execute(String... arguments) {
        CommandLine commands = new CommandLine(new Main());
        BuiltIn.plugins().forEach(plugin -> plugin.commands().forEach(commands::addSubcommand));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(Duration.class, Durations::parse);
        // picocli hands on exceptions but no errors.
        commands.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (OutOfMemoryError e) {
                Fault fault = SparkFaults.outOfMemory(e);
                throw new CommandLine.ExecutionException(commands, fault.getMessage(), fault);
            }
        });
        commands.setExecutionExceptionHandler((problem, line, parsed) -> {
            Console console = Console.of(parsed);
            console.problem(problem);
            return SparkFaults.translate(problem, Code.SETTINGS).code().exitStatus();
        });
        commands.setParameterExceptionHandler((problem, given) -> misused(problem));
        return commands.execute(arguments);
    }

    private static int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        line.getErr().println("sluice: " + problem.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, line.getErr());
        line.getErr()
                .println("See 'sluice help'"
                        + (line.getParent() == null ? "" : " or 'sluice " + line.getCommandName() + " --help'"));
        return Code.USAGE.exitStatus();
    }
}
