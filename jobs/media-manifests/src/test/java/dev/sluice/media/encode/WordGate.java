package dev.sluice.media.encode;

import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Check;
import dev.sluice.media.verify.Defect;
import dev.sluice.media.verify.Gate;
import dev.sluice.media.verify.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate for files of one word: "good", or the name of what is wrong. */
public final class WordGate implements Gate {
    private final List<Path> judged = new CopyOnWriteArrayList<>();

    /** What it was asked of. */
    public List<Path> judged() {
        return judged;
    }

    @Override
    public Judgement judge(ManifestJob job, Path output) {
        judged.add(output);
        try {
            String word = Files.readString(output).strip().split(" ", 2)[0];
            Optional<Defect> defect = word.equals("good") ? Optional.empty() : Optional.of(Defect.valueOf(word));
            return new Judgement(List.of(new Check("word", word, "good", defect)), 0.5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
