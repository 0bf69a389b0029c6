package dev.sluice.media.estimate;

/** What an estimate had to assume; each one widens its range. */
public enum Assumption {
    /** The length is guessed from the file's size and a bit rate. */
    NO_DURATION,
    /** The frame rate is not known; 25 a second. */
    NO_FRAME_RATE,
    /** Frames are not equally long; their average rate is taken. */
    VARIABLE_FRAME_RATE,
    /** The size of the input's frames is not known; they are as large as the output's. */
    NO_FRAME_SIZE,
    /** No figure for the input's codec; that of {@code other}. */
    UNSEEN_DECODER,
    /** No figure for the encoder; that of {@code other}. */
    UNSEEN_ENCODER,
    /** The preset was not measured; its neighbours were. */
    OTHER_PRESET,
    /** Another size of frames was measured. */
    OTHER_CLASS,
    /** Another pixel format was measured. */
    OTHER_PIXEL_FORMAT,
    /** The encoder was not measured on this machine; shipped figures. */
    NOT_CALIBRATED,
    /** The output's size comes from bits a pixel of other material than this. */
    NOT_SAMPLED,
    /** Audio that is copied, or encoded without a bit rate, has an unknown rate. */
    NO_AUDIO_RATE
}
