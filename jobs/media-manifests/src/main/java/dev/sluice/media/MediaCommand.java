package dev.sluice.media;

import picocli.CommandLine.Command;

/** {@code sluice media}: what can be done with manifests and media beside running jobs. */
@Command(
        name = "media",
        mixinStandardHelpOptions = true,
        description = "Manifests and media.",
        subcommands = {
            AcceptCommand.class,
            CalibrateCommand.class,
            DiffCommand.class,
            EncodeStatusCommand.class,
            ExplainCommand.class,
            PromoteCommand.class,
            PurgeCommand.class,
            RenderCommand.class,
            ReportCommand.class,
            RollbackCommand.class,
            VerifyCommand.class
        })
final class MediaCommand {}
