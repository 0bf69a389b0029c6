package dev.sluice.logs.format.auto;

import dev.sluice.logs.line.LineFormat;
import java.io.Serializable;

/**
 * A format that lines may have.
 *
 * @param name as the job file has it
 */
public record Candidate(String name, LineFormat format) implements Serializable {}
