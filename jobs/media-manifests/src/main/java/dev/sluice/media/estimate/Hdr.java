package dev.sluice.media.estimate;

import dev.sluice.media.probe.VideoStream;

/** Which video has a high dynamic range. */
public final class Hdr {
    private Hdr() {}

    /** True for the transfer functions of SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG), and for Dolby Vision. */
    public static boolean is(VideoStream video) {
        return video.dolbyVision().isPresent()
                || video.colorTransfer()
                        .filter(transfer -> transfer.equals("smpte2084") || transfer.equals("arib-std-b67"))
                        .isPresent();
    }
}
