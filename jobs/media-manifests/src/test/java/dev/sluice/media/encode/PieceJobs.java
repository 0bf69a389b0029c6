package dev.sluice.media.encode;

import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.FilmJobs;
import dev.sluice.media.verify.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Short films that are taken for giants. */
final class PieceJobs {
    /** Each frame has a grey of its own, far from that of the next. */
    static final String PICTURE =
            "-f lavfi -i testsrc2=s=160x120:r=%s:d=4,geq=lum='mod(N*37\\,180)+40+mod(X\\,8)':cb=128:cr=128";

    static final String SOUND = " -f lavfi -i sine=d=4,aformat=channel_layouts=stereo";
    static final String MPEG4 = " -c:v mpeg4 -bf 1 -g 12 -q:v 2 -c:a mp2";
    static final String AV1 = "video { encoder = libsvtav1, preset = 12, quality = 10 }";

    /** Of what takes more than 30 s, pieces of 10 s; jobs here take 40. */
    static final Chunks CHUNKS =
            new Chunks(true, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMillis(500));

    private PieceJobs() {}

    static ManifestJob job(Path work, String name, String arguments, String profile) throws IOException {
        Path film = work.resolve("in").resolve(name);
        Files.createDirectories(film.getParent());
        if (!Files.exists(film)) {
            Ffmpeg.make(film, arguments);
        }
        return FilmJobs.job(film, work.resolve("out"), profile, 40);
    }

    /** A giant of four pieces, without sound. */
    static ManifestJob giant(Path work) throws IOException {
        String film = PICTURE.formatted(25) + " -c:v mpeg4 -bf 1 -g 12 -q:v 2";
        return job(work, "giant.mkv", film, "container = matroska, " + AV1);
    }

    /**
     * Encodes by the bundled ffmpeg, which is started by a script.
     *
     * @param script gets the arguments; {@code begun} and {@code ended} are files for a line of each piece
     */
    static Encodes scripted(Path work, String script, Gate gate, String run) throws IOException {
        Path program = work.resolve("ffmpeg");
        Files.writeString(program, """
                #!/bin/bash
                cd '%s'
                case "$*" in *trim=*) piece=1;; *) piece=;; esac
                if [[ $piece ]]; then echo "$$ $(date +%%s.%%N)" >>begun; fi
                %s
                '%s' "$@" || exit
                if [[ $piece ]]; then echo "$$ $(date +%%s.%%N)" >>ended; fi
                """.formatted(work, script, Ffmpeg.PROGRAMS.ffmpeg()));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
        Programs programs =
                new Programs(program, Ffmpeg.PROGRAMS.ffprobe(), Programs.Origin.SETTING, Ffmpeg.PROGRAMS.libraries());
        return new Encodes(programs, gate, work.resolve("state"), run, CHUNKS, Bounds.USUAL);
    }

    static List<String> lines(Path work, String name) throws IOException {
        Path file = work.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** How many pieces were under way at once, at most; none may have been killed. */
    static int atOnce(Path work) throws IOException {
        TreeMap<Double, Integer> steps = new TreeMap<>();
        lines(work, "begun").forEach(line -> steps.merge(moment(line), 1, Integer::sum));
        lines(work, "ended").forEach(line -> steps.merge(moment(line), -1, Integer::sum));
        int now = 0;
        int most = 0;
        for (int step : steps.values()) {
            now += step;
            most = Math.max(most, now);
        }
        return most;
    }

    private static double moment(String line) {
        return Double.parseDouble(line.substring(line.indexOf(' ') + 1));
    }
}
