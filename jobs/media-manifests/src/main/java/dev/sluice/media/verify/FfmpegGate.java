package dev.sluice.media.verify;

import dev.sluice.fault.Fault;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.LocalPath;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.probe.AudioStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gate by FFmpeg: what the output's container tells, what its packets tell, what it decodes to, and how near that is to
 * the input through the filters of the encode. What costs more comes later, and is left out when what came before has found
 * a defect. Thread-safe; close it when no thread uses it any more.
 */
public final class FfmpegGate implements Gate, AutoCloseable {
    private final Programs programs;
    private final Policy policy;
    private final Path scratch;
    private final Looks looks;
    private Optional<Boolean> vmaf = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param scratch a folder on a local disk; a judgement keeps at most 300 MB there while it is made, a little more of
     *     pictures above 4K
     */
    public FfmpegGate(Programs programs, Policy policy, Path scratch) {
        this(programs, policy, scratch, new Looks());
    }

    private FfmpegGate(Programs programs, Policy policy, Path scratch, Looks looks) {
        this.programs = programs;
        this.policy = policy;
        this.scratch = scratch;
        this.looks = looks;
    }

    /**
     * Looks at an output.
     *
     * @throws Fault SETTINGS when the input is not on a mounted file system, CANNOT_WRITE when the scratch folder is full,
     *     INTERNAL when FFmpeg does not start, STOPPED when this thread is interrupted
     */
    @Override
    public Judgement judge(ManifestJob job, Path output) {
        double before = cpuSeconds();
        Duration limit = Duration.ofSeconds(Math.max(policy.leastTime().toSeconds(), job.timeLimitSeconds()));
        Runs runs = new Runs(programs, limit);
        List<Check> checks = new ArrayList<>();
        try (Scratch folder = Scratch.in(scratch)) {
            opened(job, output, checks).ifPresent(pair -> judge(pair, runs, folder, checks));
        }
        return new Judgement(checks, runs.cpuSeconds() + cpuSeconds() - before);
    }

    @Override
    public Judgement judgeJoined(ManifestJob job, Path output) {
        return new FfmpegGate(programs, policy.everyFrame(), scratch, looks).judge(job, output);
    }

    /** Of this thread: waves are compared here. */
    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private Optional<Pair> opened(ManifestJob job, Path output, List<Check> checks) {
        Film made;
        try {
            made = looks.at(output, "output");
        } catch (CannotCheck e) {
            checks.add(e.check(Defect.UNREADABLE));
            return Optional.empty();
        }
        try {
            Film given = looks.at(LocalPath.input(job), "input");
            checks.add(Check.of(
                    "input", given.asset().equals(job.asset()), given.asset(), job.asset(), Defect.NOT_CHECKED));
            return Optional.of(new Pair(job, given, made)).filter(pair -> good(checks));
        } catch (CannotCheck e) {
            checks.add(e.check(Defect.NOT_CHECKED));
            return Optional.empty();
        }
    }

    private static boolean good(List<Check> checks) {
        return checks.stream().allMatch(Check::holds);
    }

    private void judge(Pair pair, Runs runs, Scratch folder, List<Check> checks) {
        try {
            long most = Math.min(pair.job().verify().maxBytes(), (long)
                    (policy.maxSize() * pair.input().bytes()));
            long bytes = pair.output().bytes();
            checks.add(Check.of(Check.BYTES, bytes <= most, bytes + "", most + " at most", Defect.TOO_LARGE));
            checks.addAll(StreamChecks.of(pair));
            if (!good(checks)) {
                return;
            }
            Optional<Clock> read = made(runs, pair, checks);
            if (read.isEmpty()) {
                return;
            }
            Clock made = read.get();
            pair.video()
                    .forEach(video ->
                            checks.addAll(PictureChecks.of(pair.target().video().orElseThrow(), video, made.hdr())));
            Clock given = clock(runs, pair, true);
            checks.addAll(TimeChecks.of(pair, given, made, policy));
            if (good(checks)) {
                compare(pair, runs, folder, new Clock[] {given, made}, checks);
            }
        } catch (CannotCheck e) {
            checks.add(e.check(Defect.NOT_CHECKED));
        }
    }

    private static Optional<Clock> made(Runs runs, Pair pair, List<Check> checks) {
        try {
            return Optional.of(clock(runs, pair, false));
        } catch (CannotCheck e) {
            checks.add(e.check(Defect.UNREADABLE));
            return Optional.empty();
        }
    }

    private static Clock clock(Runs runs, Pair pair, boolean input) throws CannotCheck {
        Optional<Integer> video = pair.video().stream()
                .map(each -> (input ? each.input() : each.output()).index())
                .findFirst();
        List<AudioStream> audio = pair.audio().stream()
                .map(each -> input ? each.input() : each.output())
                .toList();
        return Clock.of(runs, input ? pair.input() : pair.output(), video, audio);
    }

    private void compare(Pair pair, Runs runs, Scratch folder, Clock[] clocks, List<Check> checks) throws CannotCheck {
        Clock given = clocks[0];
        Clock made = clocks[1];
        boolean video = !pair.video().isEmpty();
        List<Window> windows = new ArrayList<>();
        List<Check> unpaired = new ArrayList<>();
        try {
            if (video) {
                windows.addAll(Windows.of(pair.target().video().orElseThrow(), given, made, policy));
            }
        } catch (CannotCheck e) {
            // Frames that do not pair are mostly too few or too many, which decoding tells.
            unpaired.add(e.check(Defect.NOT_CHECKED));
        }
        Path kept = folder.file("kept.nut");
        Decoding decoding = Decoding.of(runs, pair, made, windows, kept, policy.still());
        checks.addAll(new DecodeChecks(runs, pair, given, policy).of(decoding, made, folder));
        if (good(checks)) {
            checks.addAll(unpaired);
        }
        if (!good(checks)) {
            return;
        }
        if (video) {
            Reference reference = new Reference(pair, given, windows);
            checks.addAll(new QualityChecks(runs, pair, policy, vmaf()).of(kept, windows, reference));
        }
        checks.addAll(new SoundChecks(runs, pair, given, made, policy).of(folder));
    }

    private synchronized boolean vmaf() {
        if (vmaf.isEmpty()) {
            vmaf = Optional.of(programs.filters().contains("libvmaf"));
        }
        return vmaf.get();
    }

    @Override
    public void close() {
        looks.close();
    }
}
