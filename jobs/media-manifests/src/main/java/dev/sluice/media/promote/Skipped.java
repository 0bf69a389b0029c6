package dev.sluice.media.promote;

import dev.sluice.settings.Doc;

/** A file that is left as it is. */
public record Skipped(
        @Doc("the original") String path,
        @Doc("the job's key") String jobKey,
        @Doc("why, in one word") Skip code,
        @Doc("the same for people") String because) {
    static Skipped of(Promotion promotion, Skip code) {
        return new Skipped(promotion.original(), promotion.jobKey(), code, code.reason());
    }
}
