package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.probe.Fingerprint;
import dev.sluice.media.probe.HadoopBytes;
import dev.sluice.media.probe.Outcome;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.Prober;
import dev.sluice.media.probe.Refusal;
import dev.sluice.media.probe.Wish;
import dev.sluice.media.table.RecordJson;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * What is in the files of one task: from the answers that an earlier read of the same task left in the scratch folder, or
 * else by looking. Not thread-safe.
 */
final class FileProbes implements AutoCloseable {
    private final ProbeRows.Order order;
    private final Path kept;
    private final Path fresh;
    private final Prober prober;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private boolean looked;

    private FileProbes(ProbeRows.Order order, Path kept, Path fresh) {
        this.order = order;
        this.kept = kept;
        this.fresh = fresh;
        this.prober = new Prober(order.limits());
    }

    /**
     * What came of a file.
     *
     * @param code of the refusal, where there is no probe
     */
    record Answer(
            String path,
            Optional<String> asset,
            Optional<Probe> probe,
            Optional<String> code,
            Optional<String> message) {
        static Answer refused(String path, Refusal code, String message) {
            return new Answer(path, Optional.empty(), Optional.empty(), Optional.of(code.name()), Optional.of(message));
        }
    }

    static FileProbes open(ProbeRows.Order order, int partition, long attempt) throws IOException {
        Path folder = Files.createDirectories(Path.of(order.scratch()));
        Path kept = folder.resolve("answers-" + partition + ".json");
        FileProbes probes = new FileProbes(order, kept, folder.resolve("answers-" + partition + "-" + attempt));
        if (Files.exists(kept)) {
            for (String line : Files.readAllLines(kept)) {
                Answer answer = RecordParser.parse(Answer.class, line, Set.of());
                probes.answers.put(answer.path, answer);
            }
        }
        return probes;
    }

    /**
     * Tells what is in a file.
     *
     * @param length that it must have, -1 for any
     */
    Answer of(String path, long length) {
        return answers.computeIfAbsent(path, any -> {
            looked = true;
            return look(prober, order.wish(), order.configuration().value(), path, length);
        });
    }

    /** The same for one file by itself. */
    static Answer look(Prober prober, Wish wish, Configuration hadoop, String path, long length) {
        try (HadoopBytes file = HadoopBytes.open(hadoop, path)) {
            if (length >= 0 && file.length() != length) {
                return Answer.refused(
                        path, Refusal.UNREADABLE, "has changed: it has " + file.length() + " bytes, not " + length);
            }
            Outcome outcome = prober.probe(file, wish);
            if (outcome instanceof Outcome.Refused refused) {
                return Answer.refused(path, refused.code(), refused.message());
            }
            Probe probe = ((Outcome.Probed) outcome).probe();
            return new Answer(
                    path, Optional.of(Fingerprint.of(file)), Optional.of(probe), Optional.empty(), Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            return Answer.refused(path, Refusal.UNREADABLE, "cannot be read: " + e.getMessage());
        }
    }

    /** Leaves the answers for whoever reads the same rows again. */
    void keep() {
        if (!looked) {
            return;
        }
        looked = false;
        StringBuilder lines = new StringBuilder();
        answers.values().forEach(answer -> lines.append(RecordJson.text(answer)).append('\n'));
        try {
            Files.writeString(fresh, lines);
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot keep what was probed: " + kept, e);
        }
    }

    @Override
    public void close() {
        prober.close();
    }
}
