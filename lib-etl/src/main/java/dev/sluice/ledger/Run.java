package dev.sluice.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of a plan, as the ledger keeps it.
 *
 * @param id four to eight hexadecimal digits, unique within a ledger
 * @param job the job's name
 * @param who the process that ran it, as "user@host (pid)"
 * @param codeVersion Sluice's version
 * @param configurationHash of the job's resolved configuration
 * @param startedAt by the clock of the driver
 * @param finishedAt empty while it runs, and after a crash until the next run notices
 * @param outcome how it ended
 * @param exitStatus of the process, 0 while it runs
 * @param message one line for the person on call, empty when all is well
 * @param reportPath where its report is, empty when there is none
 * @param rows published by it, over all loads
 * @param rejects published by it
 */
public record Run(
        String id,
        String job,
        String who,
        String codeVersion,
        String configurationHash,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Outcome outcome,
        int exitStatus,
        String message,
        String reportPath,
        long rows,
        long rejects) {

    /** How a run ended. */
    public enum Outcome {
        RUNNING,
        /** Something was published and nothing failed. */
        OK,
        NOTHING,
        /** Another runner holds the lease. */
        BUSY,
        FAILED,
        /** By a signal or at its deadline; the next run goes on. */
        STOPPED,
        /** Its process is gone without a word; the next run of the job found that out. */
        ABANDONED
    }

    /** This run, ended now. */
    public Run finished(Outcome how, int status, String why) {
        return new Run(
                id,
                job,
                who,
                codeVersion,
                configurationHash,
                startedAt,
                Optional.of(Instant.now()),
                how,
                status,
                why,
                reportPath,
                rows,
                rejects);
    }

    /** This run with what it published. */
    public Run published(long publishedRows, long publishedRejects) {
        return new Run(
                id,
                job,
                who,
                codeVersion,
                configurationHash,
                startedAt,
                finishedAt,
                outcome,
                exitStatus,
                message,
                reportPath,
                publishedRows,
                publishedRejects);
    }

    /** This run with the place of its report. */
    public Run reported(String path) {
        return new Run(
                id,
                job,
                who,
                codeVersion,
                configurationHash,
                startedAt,
                finishedAt,
                outcome,
                exitStatus,
                message,
                path,
                rows,
                rejects);
    }

    /** How long it took, empty while it runs. */
    public Optional<Duration> took() {
        return finishedAt.map(end -> Duration.between(startedAt, end));
    }
}
