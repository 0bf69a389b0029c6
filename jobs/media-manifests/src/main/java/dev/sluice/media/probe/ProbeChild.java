package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import dev.sluice.media.table.RecordJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * The process that holds FFmpeg's libraries: answers questions on its standard input, one file at a time, until that
 * ends. It opens no file and no connection; what it sees of a file is what its parent sends.
 */
final class ProbeChild {
    /** No single piece of memory is larger: enough for frames of 8K, and none for a size that a broken file claims. */
    private static final long LARGEST_PIECE = 512L << 20;

    private final Wire wire;
    private final Avio avio = new Avio();

    private ProbeChild(Wire wire) {
        this.wire = wire;
    }

    /**
     * Serves.
     *
     * @param libraries to be loaded, in this order
     */
    public static void main(String[] libraries) throws IOException {
        Wire wire = new Wire(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        // A library that loops for ever does not see that its input has ended.
        CompletableFuture<?> orphaned = ProcessHandle.current()
                .parent()
                .map(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)))
                .orElseThrow();
        try {
            for (String library : libraries) {
                System.load(library);
            }
            av_log_set_level(AV_LOG_QUIET);
            av_max_alloc(LARGEST_PIECE);
        } catch (LinkageError e) {
            wire.send(Wire.Kind.FAILED, String.valueOf(e.getMessage()));
            return;
        }
        wire.send(Wire.Kind.READY, new byte[0]);
        new ProbeChild(wire).serve(orphaned);
    }

    private void serve(CompletableFuture<?> end) throws IOException {
        while (!end.isDone()) {
            Question question = Question.of(wire.receive().body());
            RemoteBytes bytes = new RemoteBytes(wire, question.length(), question.beginning());
            try {
                Probe probe = Inspection.of(avio, bytes, question.wish(), question.limit());
                wire.send(Wire.Kind.PROBED, RecordJson.text(probe));
            } catch (Unfit e) {
                wire.send(Wire.Kind.REFUSED, e.code() + "\n" + e.getMessage());
            }
        }
    }
}
