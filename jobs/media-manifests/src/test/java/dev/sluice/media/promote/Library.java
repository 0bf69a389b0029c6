package dev.sluice.media.promote;

import dev.sluice.media.manifest.ManifestInput;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.manifest.Targets;
import dev.sluice.media.probe.Film;
import dev.sluice.media.verify.Check;
import dev.sluice.media.verify.Defect;
import dev.sluice.media.verify.Judgement;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.media.verify.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Originals, their jobs, outputs and verdicts, and what becomes of them. The files are text; nobody looks into them. */
public final class Library {
    /** When originals were written: with nanoseconds, which manifests do not have. */
    public static final Instant THEN = Instant.parse("2009-08-07T06:05:04.123456789Z");

    /** When outputs were written. */
    public static final Instant LATER = Instant.parse("2026-02-03T04:05:06.987654321Z");

    private static final Work WORK = new Work(1, 120.5, 61.25, 30);

    public final Path films;
    public final Path outputs;
    public final Verdicts verdicts;
    public final Quarantine quarantine;
    private final Path manifest;

    /** Below one folder, with outputs in another, which may be on another disk. */
    public Library(Path folder, Path outputs) {
        this.films = folder.resolve("films");
        this.outputs = outputs;
        this.verdicts = new Verdicts(folder.resolve("verdicts"));
        this.quarantine = new Quarantine(folder.resolve("quarantine"));
        this.manifest = folder.resolve("manifest.jsonl");
    }

    public Library(Path folder) {
        this(folder, folder.resolve("out"));
    }

    public static String before(int number) {
        return "the original of film " + number + ", which is long";
    }

    public static String after(int number) {
        return "the output of film " + number;
    }

    /** A film whose output was accepted; the extension of its output is mp4. */
    public ManifestJob film(int number, String name) {
        ManifestJob job = planned(number, name, number, "web");
        accept(job, number);
        return job;
    }

    /** A film with a job. */
    public ManifestJob planned(int number, String name, int shard, String profile) {
        Path original = films.resolve(name);
        if (!Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
            write(original, before(number), THEN, "rw-r-----");
        }
        Targets targets = new Targets();
        targets.profile = profile;
        ManifestJob job = with(
                ManifestJobs.job(number, shard, original.toString(), outputs.toString(), Film.silent(), targets),
                size(original));
        add(job);
        return job;
    }

    /** The next one that no job has. */
    public int number() {
        return Files.exists(manifest) ? jobs().size() + 1 : 1;
    }

    /** One more line of the manifest. */
    public void add(ManifestJob job) {
        try {
            Files.createDirectories(manifest.getParent());
            Files.writeString(
                    manifest, ManifestLines.line(job) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same job of a file of this size; a listing knows times to the millisecond. */
    private static ManifestJob with(ManifestJob job, long bytes) {
        Instant modified = Instant.ofEpochMilli(THEN.toEpochMilli());
        return ManifestJobs.with(job, new ManifestInput(job.input().path(), bytes, modified, Optional.empty()));
    }

    /** Makes an output and says that it is good. */
    public void accept(ManifestJob job, int number) {
        accept(job, after(number));
    }

    /** Makes an output of which the gate could not tell. */
    public void doubt(ManifestJob job, int number) {
        accept(job, after(number), Optional.of(Defect.QUALITY));
    }

    public void accept(ManifestJob job, String content) {
        accept(job, content, Optional.empty());
    }

    private void accept(ManifestJob job, String content, Optional<Defect> defect) {
        Path output = Path.of(job.output());
        write(output, content, LATER, "rw-rw-rw-");
        Check check = new Check("size", "1", "1", defect);
        // Who encodes knows milliseconds; promote takes what any other may have told.
        Instant seen = defect.isEmpty() ? LATER : LATER.truncatedTo(ChronoUnit.MILLIS);
        verdicts.put(Verdict.of(
                job, new Judgement(List.of(check), 1), Optional.of(new Verdict.Seen(size(output), seen)), WORK, LATER));
    }

    /** Says that an output is not good. */
    public void refuse(ManifestJob job, Outcome outcome) {
        verdicts.put(Verdict.without(job, outcome, "FRAMES", "frames is 1; it must be 2", WORK, LATER));
    }

    public List<ManifestJob> jobs() {
        List<ManifestJob> jobs = new ArrayList<>();
        try {
            ManifestLines.read(Files.newInputStream(manifest), "manifest", jobs::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jobs;
    }

    public Selection screened(Wanted wanted) {
        return new Screening(quarantine, verdicts, wanted).of(jobs().iterator());
    }

    public Selection screened() {
        return screened(new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** As the command does it. */
    public Promotions.Done promote() {
        return Lock.holding(quarantine, () -> {
            new Promotions(quarantine).settle();
            return new Promotions(quarantine).promote(screened().ready(), one -> {});
        });
    }

    /** As the command does it. */
    public Promotions.Done rollback() {
        Promotions promotions = new Promotions(quarantine);
        return Lock.holding(quarantine, () -> {
            promotions.settle();
            return promotions.rollback(
                    promotions.returnable(Optional.empty(), Optional.empty()).ready(), one -> {});
        });
    }

    public static void write(Path file, String text, Instant modified, String permissions) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            Files.setLastModifiedTime(file, FileTime.from(modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below some folders: name to content, time and permissions, and what the quarantine says of them. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Path root : List.of(films, outputs, quarantine.folder())) {
            if (!Files.exists(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    String name = root.getFileName() + "/" + root.relativize(file);
                    if (name.endsWith("/promotion.json")) {
                        String record = Files.readString(file);
                        all.put(name, record.replaceAll(".*\"state\":\"(\\w+)\".*\n", "$1"));
                    } else if (Files.isSymbolicLink(file)) {
                        all.put(name, "link to " + Files.readSymbolicLink(file));
                    } else if (Files.isRegularFile(file) && !name.endsWith("/lock")) {
                        all.put(
                                name,
                                Files.readString(file) + " " + Files.getLastModifiedTime(file) + " "
                                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
