package dev.sluice.settings;

/**
 * One thing that is wrong in a job file.
 *
 * @param line 1-based; 0 or less when it is not known
 * @param path of the setting, such as {@code load[0].partition-by}; empty when the file as a whole is meant
 * @param message what is wrong and what is allowed
 */
public record Problem(int line, String path, String message) {}
