package dev.sluice.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a caller asks of one run.
 *
 * @param run the run's id
 * @param now the moment by which ages are reckoned
 * @param from the first day asked for, where items have days
 * @param to the last day asked for
 * @param codeVersion Sluice's version, for receipts
 */
public record Request(String run, Instant now, Optional<LocalDate> from, Optional<LocalDate> to, String codeVersion) {}
