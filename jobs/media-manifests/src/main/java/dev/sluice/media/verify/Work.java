package dev.sluice.media.verify;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** What an output took. */
public record Work(
        @Doc("attempts to encode it by Sluice; 0 when others made it")
        int attempts,

        @Doc("CPU seconds of the attempt that made it") double encodeCpuSeconds,
        @Doc("wall time of the same") double encodeSeconds,
        @Doc("CPU seconds of its checks") double verifyCpuSeconds,

        @Doc("pieces that it was encoded in; none where it was encoded whole")
        Optional<Integer> pieces,

        @Doc("why a job above the cap of pieces was encoded whole")
        Optional<String> whole) {
    /** Of a job at which nothing was done. */
    public static final Work NONE = new Work(0, 0, 0, 0);

    /** That of an output which was encoded whole, as most are. */
    public Work(int attempts, double encodeCpuSeconds, double encodeSeconds, double verifyCpuSeconds) {
        this(attempts, encodeCpuSeconds, encodeSeconds, verifyCpuSeconds, Optional.empty(), Optional.empty());
    }

    /** The same, and what its checks took. */
    public Work verified(double cpuSeconds) {
        return new Work(attempts, encodeCpuSeconds, encodeSeconds, cpuSeconds, pieces, whole);
    }
}
