package dev.sluice.media.render;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.Command;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What all renderings by scripts have in common: {@code task.sh}, which runs one job, {@code shard.sh}, which runs those
 * of a shard one after another, and their data. {@code jobs/KEY.args} are the arguments of ffmpeg, {@code jobs/KEY.move}
 * the temporary name and the output; {@code jobs.tsv} and {@code shards/NUMBER.tsv} are keys with seconds and attempts.
 */
final class Tasks {
    private static final String ALL = "jobs.tsv";

    private final Folder folder;
    private final List<Shard> shards = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private String lastKey = "";

    private Tasks(Folder folder) {
        this.folder = folder;
    }

    /** Writes them, and says what each shard needs, in the order of their numbers. */
    static List<Shard> write(Iterator<ManifestJob> jobs, Folder folder) {
        Tasks tasks = new Tasks(folder);
        folder.script("task.sh");
        folder.script("shard.sh");
        folder.file(ALL, "");
        jobs.forEachRemaining(tasks::add);
        tasks.endShard();
        return tasks.shards;
    }

    private void add(ManifestJob job) {
        begin(job);
        Path input = LocalPath.input(job);
        Path output = LocalPath.output(job);
        Path temporary = LocalPath.temporary(job);
        folder.vector(
                "jobs/" + job.jobKey() + ".args",
                job.command().stream()
                        .map(one -> one.equals(Command.INPUT) ? "file:" + input : one)
                        .map(one -> one.equals(Command.OUTPUT) ? "file:" + temporary : one)
                        .toList());
        folder.vector("jobs/" + job.jobKey() + ".move", List.of(temporary.toString(), output.toString()));
        lines.append(job.jobKey())
                .append('\t')
                .append(job.timeLimitSeconds())
                .append('\t')
                .append(job.attempts())
                .append('\n');
    }

    private void begin(ManifestJob job) {
        Shard last = shards.isEmpty() ? new Shard(-1, "", 0, 0) : shards.get(shards.size() - 1);
        boolean same = last.number() == job.shard();
        if (job.shard() < last.number() || (same && job.jobKey().compareTo(lastKey) <= 0)) {
            throw new Fault(
                    Code.INPUT_DAMAGED, "Cannot render jobs that are not sorted, or one twice: " + job.jobKey());
        }
        if (same && !last.kind().equals(job.shardClass())) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot render shard of several classes: " + job.shard());
        }
        if (!same) {
            endShard();
            last = new Shard(job.shard(), job.shardClass(), 0, 0);
            shards.add(last);
        }
        shards.set(
                shards.size() - 1,
                last.with(job.timeLimitSeconds(), job.estimate().memoryBytes()));
        lastKey = job.jobKey();
    }

    private void endShard() {
        if (!shards.isEmpty()) {
            folder.file(Shard.file(shards.get(shards.size() - 1).number()), lines.toString());
            folder.append(ALL, lines.toString());
            lines.setLength(0);
        }
    }
}
