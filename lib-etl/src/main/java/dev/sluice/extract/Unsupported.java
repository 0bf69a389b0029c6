package dev.sluice.extract;

import java.io.IOException;

/** Good data that this decoder cannot read. */
final class Unsupported extends IOException {
    private static final long serialVersionUID = 1L;

    Unsupported(String message) {
        super(message);
    }
}
