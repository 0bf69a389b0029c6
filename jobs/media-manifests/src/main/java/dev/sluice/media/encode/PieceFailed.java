package dev.sluice.media.encode;

/** Why a piece could not be made. */
record PieceFailed(Failure why, String message) {}
