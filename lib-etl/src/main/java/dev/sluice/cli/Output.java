package dev.sluice.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
public final class Output {
    @Option(names = "--json", description = "Print one JSON value instead of text.")
    boolean json;

    @Option(names = "--verbose", description = "Show stack traces of problems.")
    boolean verbose;
}
