package dev.sluice.media.verify;

import dev.sluice.media.ffmpeg.Supervised;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How near the picture is to its input's, in the windows. Where a figure is too low, or frames are missing, the input is read
 * once more from its beginning, so that no seek into a film that was cut or recorded badly is what was measured.
 */
final class QualityChecks {
    private static final String CHECK = "quality";

    /** The same for both, so that nothing is converted on the way into a filter: samples are compared as they are. */
    private static final String ALIKE = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709";

    private final Runs runs;
    private final Pair pair;
    private final Policy policy;
    private final boolean vmaf;

    QualityChecks(Runs runs, Pair pair, Policy policy, boolean vmaf) {
        this.runs = runs;
        this.pair = pair;
        this.policy = policy;
        this.vmaf = vmaf;
    }

    List<Check> of(Path kept, List<Window> windows, Reference reference) throws CannotCheck {
        Reference.Reading sought = reference.sought();
        Reference.Reading whole = reference.whole();
        Optional<List<Check>> first = measured(kept, windows, sought);
        boolean good = first.isPresent() && first.get().stream().allMatch(Check::holds);
        if (good || sought.equals(whole)) {
            return first.orElseThrow(this::unequal);
        }
        return measured(kept, windows, whole).orElseThrow(this::unequal);
    }

    private CannotCheck unequal() {
        return new CannotCheck(CHECK, "not known: the input has other frames where it was looked at");
    }

    /** Nothing where the frames do not pair. */
    private Optional<List<Check>> measured(Path kept, List<Window> windows, Reference.Reading reading)
            throws CannotCheck {
        List<String> arguments = new ArrayList<>(List.of("-copyts"));
        if (vmaf) {
            // It tells its figure as a piece of information.
            arguments.addAll(List.of("-loglevel", "repeat+level+info"));
        }
        arguments.addAll(List.of("-protocol_whitelist", "file", "-format_whitelist", "nut", "-i", "file:" + kept));
        arguments.addAll(reading.inputs());
        arguments.addAll(List.of("-filter_complex", reading.graph() + ";" + measures()));
        for (String measure : vmaf ? List.of("[x]", "[s]", "[v]") : List.of("[x]", "[s]")) {
            arguments.addAll(List.of("-map", measure));
        }
        arguments.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1/1000", "-f", "null", "-"));
        Likeness likeness = new Likeness();
        Supervised.Ended ended = runs.ffmpeg(arguments, likeness::line);
        Runs.require(CHECK, ended);
        int frames = windows.stream().mapToInt(Window::frames).sum();
        return likeness.complete(frames) ? Optional.of(checks(likeness, windows, ended)) : Optional.empty();
    }

    private String measures() {
        int copies = vmaf ? 3 : 2;
        // Planes of red, green and blue have no matrix.
        String format = pair.target().video().orElseThrow().pixelFormat();
        String plain = format.replaceFirst("^yuva", "yuv");
        String alike = "format=" + plain + (plain.startsWith("yuv") ? "," + ALIKE : "") + ",split=" + copies;
        return "[0:v]" + alike + "[m1][m2]" + (vmaf ? "[m3]" : "") + ";[reference]" + alike + "[r1][r2]"
                + (vmaf ? "[r3]" : "") + ";[r1][m1]xpsnr=stats_file=-[x];[m2][r2]ssim=stats_file=-:eof_action=endall[s]"
                + (vmaf ? ";[m3][r3]libvmaf[v]" : "");
    }

    private List<Check> checks(Likeness likeness, List<Window> windows, Supervised.Ended ended) throws CannotCheck {
        List<Check> checks = new ArrayList<>();
        checks.add(check("xpsnr", likeness.xpsnr(windows), policy.minXpsnr(), policy.otherXpsnr()));
        double plane = likeness.worstPlane(windows);
        checks.add(check("xpsnr-of-worst-plane", plane, policy.otherXpsnr(), policy.otherXpsnr()));
        checks.add(check("ssim", likeness.ssim(windows), policy.minSsim(), policy.otherSsim()));
        if (vmaf) {
            double score = Likeness.vmaf(ended).orElseThrow(() -> new CannotCheck("vmaf", "not told by libvmaf"));
            checks.add(check("vmaf", score, policy.minVmaf(), policy.otherVmaf()));
        }
        return checks;
    }

    static Check check(String name, double value, double least, double other) {
        String bounds = String.format(Locale.ROOT, "%s or more (below %s it is another picture)", least, other);
        return Check.of(
                name,
                value >= least,
                String.format(Locale.ROOT, "%.3f", value),
                bounds,
                value < other ? Defect.OTHER_PICTURE : Defect.QUALITY);
    }
}
