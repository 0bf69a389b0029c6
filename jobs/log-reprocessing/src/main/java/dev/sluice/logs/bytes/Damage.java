package dev.sluice.logs.bytes;

/**
 * Why a file ended before its content did, or went on after it.
 *
 * @param code TRUNCATED_GZIP, CORRUPT_GZIP or GZIP_TRAILING_GARBAGE
 * @param message where and what, for a person
 * @param cutsLine true when the unfinished line at the end is a part of a line, false when the content is whole
 */
public record Damage(String code, String message, boolean cutsLine) {
    static Damage truncated(long at) {
        return new Damage("TRUNCATED_GZIP", "the gzip file ends at byte " + at + " in the middle of a member", true);
    }

    static Damage corrupt(long at, String what) {
        return new Damage("CORRUPT_GZIP", "the gzip file is corrupt before byte " + at + ": " + what, true);
    }

    static Damage garbage(long at) {
        return new Damage("GZIP_TRAILING_GARBAGE", "what follows byte " + at + " is not gzip", false);
    }
}
