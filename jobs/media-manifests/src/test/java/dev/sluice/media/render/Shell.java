package dev.sluice.media.render;

import dev.sluice.media.manifest.Command;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rendered folders, and bash that runs their scripts with an ffmpeg that copies. */
final class Shell {
    /** What comes of a script. */
    record Result(int status, String said) {}

    private static final String COPIES = """
            #!/usr/bin/env bash
            # Copies its input to its output; what the input begins with says how it goes wrong.
            printf '%s\\0' "$@" >>"$CALLS"
            printf 'end\\0' >>"$CALLS"
            while (($# > 1)); do
                [[ $1 == -i ]] && input=${2#file:}
                shift
            done
            output=${1#file:}
            read -r word <"$input"
            case $word in
                fail) echo part >"$output"; exit 3 ;;
                nothing) exit 0 ;;
                sleep) sleep 30 ;;
                talk) head -c 300000 /dev/zero | tr '\\0' x >&2 ;;
                rival) echo rival >"$RIVAL" ;;
                wait) touch "$CALLS.at"; while [[ ! -e $CALLS.go ]]; do sleep 0.05; done ;;
            esac
            cp -- "$input" "$output"
            """;

    final Path films;
    final Path folder;
    private final Path work;
    private final Path calls;
    private final Path ffmpeg;
    private final List<ManifestJob> jobs = new ArrayList<>();

    Shell(Path work) {
        this.work = work;
        this.films = work.resolve("films");
        this.folder = work.resolve("a folder; $(touch canary)");
        this.calls = work.resolve("calls");
        this.ffmpeg = work.resolve("ffmpeg copies");
        try {
            Files.createDirectories(films);
            Files.createFile(calls);
            program(ffmpeg, COPIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A film of which the first line is {@code word}. */
    ManifestJob film(String name, String word, int shard, long seconds) {
        Path film = films.resolve(name);
        try {
            Files.createDirectories(film.getParent());
            Files.writeString(film, word + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ManifestJob job = ManifestJobs.job(
                jobs.size(), shard, film.toString(), work.resolve("out").toString());
        ManifestJob plain = ManifestJobs.with(
                job, List.of("-i", Command.INPUT, "-x", "$(touch canary)", Command.OUTPUT), 2, seconds);
        jobs.add(plain);
        return plain;
    }

    List<ManifestJob> jobs() {
        return jobs.stream()
                .sorted(Comparator.comparing(ManifestJob::shard).thenComparing(ManifestJob::jobKey))
                .toList();
    }

    void render(Rendering rendering) {
        Folder.make(folder, rendering, jobs().iterator());
    }

    Process start(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
            builder.environment().put("FFMPEG", ffmpeg.toString());
            builder.environment().put("CALLS", calls.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        return end(start(environment, command.toArray(String[]::new)));
    }

    Result task(ManifestJob job) {
        return run(
                Map.of(),
                "task.sh",
                job.jobKey(),
                String.valueOf(job.timeLimitSeconds()),
                String.valueOf(job.attempts()));
    }

    static Result end(Process process) {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The vectors of arguments that ffmpeg was started with. */
    List<List<String>> calls() {
        try {
            String all = Files.readString(calls);
            return Stream.of(all.split("end\0"))
                    .filter(call -> !call.isEmpty())
                    .map(call -> List.of(call.split("\0")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that a name has made by being run. */
    List<Path> canaries() throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            return all.filter(path -> path.getFileName().toString().equals("canary"))
                    .toList();
        }
    }

    /** All files of a folder and what is in them. */
    static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }
}
