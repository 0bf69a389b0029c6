package dev.sluice.transform;

/** How far a step that combines rows is meant to look. */
public enum StepScope {
    /** Each slice by itself, even where a slice is only a part of the input. */
    SLICE
}
