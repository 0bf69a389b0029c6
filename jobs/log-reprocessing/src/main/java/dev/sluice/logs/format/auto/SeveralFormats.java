package dev.sluice.logs.format.auto;

import dev.sluice.logs.line.LineFormat;
import java.util.List;

/** A format made of others: it needs what any of them needs. */
interface SeveralFormats extends LineFormat {
    List<Candidate> candidates();

    @Override
    default boolean inOrder() {
        return candidates().stream().anyMatch(candidate -> candidate.format().inOrder());
    }

    @Override
    default boolean multiLine() {
        return candidates().stream().anyMatch(candidate -> candidate.format().multiLine());
    }
}
