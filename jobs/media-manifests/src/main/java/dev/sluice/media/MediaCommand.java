package dev.sluice.media;

import picocli.CommandLine.Command;

/** {@code sluice media}: what can be done with manifests and media beside running jobs. */
@Command(
        name = "media",
        mixinStandardHelpOptions = true,
        description = "Manifests and media.",
        subcommands = {
            CalibrateCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            RenderCommand.class,
            ReportCommand.class
        })
final class MediaCommand {}
