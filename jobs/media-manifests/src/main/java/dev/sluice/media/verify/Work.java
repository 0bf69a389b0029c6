package dev.sluice.media.verify;

import dev.sluice.settings.Doc;

/** What an output took. */
public record Work(
        @Doc("attempts to encode it by Sluice; 0 when others made it")
        int attempts,

        @Doc("CPU seconds of the attempt that made it") double encodeCpuSeconds,
        @Doc("wall time of the same") double encodeSeconds,
        @Doc("CPU seconds of its checks") double verifyCpuSeconds) {
    /** Of a job at which nothing was done. */
    public static final Work NONE = new Work(0, 0, 0, 0);
}
