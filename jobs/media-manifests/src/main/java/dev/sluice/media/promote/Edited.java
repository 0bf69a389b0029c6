package dev.sluice.media.promote;

/** Whether originals whose replacement somebody has edited since are meant too. */
public enum Edited {
    NOT,
    TOO
}
