package dev.sluice.media.verify;

/** Why an output is not accepted, in one word, and what follows from it. */
public enum Defect {
    /** There is no such file, it is empty, or nothing opens it. */
    UNREADABLE(Outcome.RETRY),
    /** Its metadata hold the key of another job. */
    OTHER_JOB(Outcome.REJECT),
    /** A stream is missing, of another kind or codec, or too many. */
    STREAMS(Outcome.REJECT),
    /** The languages of audio or subtitles are not those of the input. */
    LANGUAGE(Outcome.REJECT),
    /** What is default, forced and the like is not as in the input. */
    DISPOSITION(Outcome.REJECT),
    /** Chapters are missing. */
    CHAPTERS(Outcome.REJECT),
    /** Width or height, shape of a sample, or rotation. */
    PICTURE_SIZE(Outcome.REJECT),
    /** Pixel format, such as eight bits of ten. */
    PIXEL_FORMAT(Outcome.REJECT),
    /** Primaries, transfer, matrix or range. */
    COLOR(Outcome.REJECT),
    /** Mastering display or light levels of HDR. */
    HDR_METADATA(Outcome.REJECT),
    /** The video is shorter or longer than the input's. */
    VIDEO_DURATION(Outcome.RETRY),
    /** An audio stream is shorter or longer than the input's. */
    AUDIO_DURATION(Outcome.RETRY),
    /** Audio begins earlier or later beside the video than in the input. */
    START_OFFSET(Outcome.REJECT),
    /** What is heard comes earlier or later than in the input. */
    AUDIO_SHIFTED(Outcome.REJECT),
    /** What is heard is something else, or nothing. */
    AUDIO_CONTENT(Outcome.REJECT),
    /** Frames that were decoded are fewer or more than those of the input. */
    FRAMES(Outcome.RETRY),
    /** It decodes with more errors than its input does. */
    DECODE_ERRORS(Outcome.RETRY),
    /** The picture stands still where the input's moves. */
    FROZEN(Outcome.REJECT),
    /** It is so far from its input that it must be another picture. */
    OTHER_PICTURE(Outcome.REJECT),
    /** It is further from its input than the policy wants without a look. */
    QUALITY(Outcome.NEEDS_HUMAN),
    /** A check could not be made, so that nobody knows. */
    NOT_CHECKED(Outcome.NEEDS_HUMAN),
    /** It saves too little, or is larger than its input. */
    TOO_LARGE(Outcome.KEEP_ORIGINAL);

    private final Outcome outcome;

    Defect(Outcome outcome) {
        this.outcome = outcome;
    }

    /** What is done with such an output. */
    public Outcome outcome() {
        return outcome;
    }
}
