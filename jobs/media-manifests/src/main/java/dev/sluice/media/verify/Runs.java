package dev.sluice.media.verify;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.ffmpeg.Supervised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The programs that are run for one judgement, and what they take in all. Not thread-safe. */
final class Runs {
    private final Programs programs;
    private final Duration limit;
    private double cpuSeconds;

    Runs(Programs programs, Duration limit) {
        this.programs = programs;
        this.limit = limit;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    /**
     * Runs ffmpeg to its end, whatever it says.
     *
     * @param lines gets standard output
     * @throws Fault CANNOT_WRITE when the disk is full
     */
    Supervised.Ended ffmpeg(List<String> arguments, Consumer<String> lines) {
        List<String> vector = new ArrayList<>(
                List.of("-nostdin", "-hide_banner", "-y", "-loglevel", "repeat+level+error", "-nostats"));
        vector.addAll(arguments);
        return ended(programs.encode(vector), lines);
    }

    /**
     * The same of ffprobe, which must succeed.
     *
     * @throws CannotCheck when it does not
     */
    void ffprobe(String check, List<String> arguments, Consumer<String> lines) throws CannotCheck {
        List<String> vector = new ArrayList<>(List.of("-hide_banner", "-loglevel", "repeat+level+error"));
        vector.addAll(arguments);
        require(check, ended(programs.inspect(vector), lines));
    }

    /** Ends a check whose run did not end well. */
    static void require(String check, Supervised.Ended ended) throws CannotCheck {
        if (ended.outOfTime()) {
            throw new CannotCheck(check, "not known: it took longer than " + Math.round(ended.wallSeconds()) + " s");
        }
        if (!ended.ok()) {
            throw new CannotCheck(check, "not known: " + ended.lastLine() + " (status " + ended.status() + ")");
        }
    }

    private Supervised.Ended ended(ProcessBuilder program, Consumer<String> lines) {
        Supervised.Ended ended = Supervised.run(program, limit, lines);
        cpuSeconds += ended.cpuSeconds();
        if (!ended.ok() && ended.log().contains("No space left on device")) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot look at output: the disk of the scratch folder is full");
        }
        return ended;
    }
}
