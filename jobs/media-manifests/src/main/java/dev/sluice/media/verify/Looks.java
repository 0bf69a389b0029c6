package dev.sluice.media.verify;

import dev.sluice.media.probe.Fingerprint;
import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Outcome;
import dev.sluice.media.probe.Prober;
import dev.sluice.media.probe.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Probes of files for threads that come and go: as many probers as there are threads at a time. Thread-safe. */
final class Looks implements AutoCloseable {
    private final ConcurrentLinkedQueue<Prober> idle = new ConcurrentLinkedQueue<>();

    /** A file with its fingerprint and what is in it. */
    Film at(Path file, String what) throws CannotCheck {
        Prober free = idle.poll();
        Prober prober = free == null ? new Prober(Limits.USUAL) : free;
        try (LocalBytes bytes = LocalBytes.open(file)) {
            Outcome outcome = prober.probe(bytes, Wish.FULL);
            if (outcome instanceof Outcome.Refused refused) {
                throw new CannotCheck(what, refused.message() + " (" + refused.code() + ")");
            }
            return new Film(file, bytes.length(), Fingerprint.of(bytes), ((Outcome.Probed) outcome).probe());
        } catch (NoSuchFileException e) {
            throw new CannotCheck(what, "is not there", e);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : "cannot be read: " + e.getMessage();
            throw new CannotCheck(what, why, e);
        } finally {
            idle.add(prober);
        }
    }

    @Override
    public void close() {
        for (Prober prober = idle.poll(); prober != null; prober = idle.poll()) {
            prober.close();
        }
    }
}
