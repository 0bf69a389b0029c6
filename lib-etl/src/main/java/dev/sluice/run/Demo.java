package dev.sluice.run;

import java.util.List;

/**
 * What {@code sluice demo NAME} runs: shipped job files over shipped samples, one after the other.
 *
 * @param jobs names of files in the folder {@code conf}
 * @param closing a command line over the last job file, which is put behind these words; empty for none
 */
public record Demo(String name, List<String> jobs, List<String> closing) {}
