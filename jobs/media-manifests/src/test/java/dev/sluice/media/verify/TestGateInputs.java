package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.ManifestJob;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an input has of its own, silence, stillness or damage, is no defect of its output; what it lacks is one there. */
class TestGateInputs extends Judging {
    private static final String PICTURE = "-f lavfi -i testsrc2=s=160x120:r=25:d=4";
    private static final String SOUND = " -f lavfi -i sine=d=4";
    private static final String CODED = " -c:v libopenh264 -b:v 3M -c:a flac";
    private static final String PROFILE =
            "container = matroska, video { " + AV1 + " }, audio { encoder = libopus, bit-rate-per-channel = 64k }";

    private static String value(Judgement judgement, String name) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .map(Check::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStillMayStandStill() {
        Path input =
                sample("in.mkv", PICTURE + ",format=yuv420p,loop=loop=200:size=1:start=0" + SOUND + CODED + " -t 4");
        ManifestJob job = job(input, PROFILE);
        Path output = encoded(job);
        accepted(job, output);
        assertThat(value(judge(job, output), "frozen")).isEqualTo("1 stills");
    }

    @Test
    void silenceMayBeSilentAndNothingElse() {
        Path input = sample("in.mkv", PICTURE + ",format=yuv420p -f lavfi -i anullsrc=d=4:r=48000" + CODED);
        ManifestJob job = job(input, PROFILE);
        Path output = encoded(job);
        accepted(job, output);
        Path loud = sample(
                "bad.mkv", "-i " + output + " -map 0 -c copy -c:a libopus -filter:a aeval=0.3*random(0)|0.3*random(1)");
        assertThat(wrong(judge(job, loud))).containsExactly("audio-0-sound AUDIO_CONTENT");
    }

    @Test
    void errorsOfAudioThatIsCopiedAreTheInputsOwn() {
        Path whole = sample("whole.mkv", PICTURE + ",format=yuv420p" + SOUND + CODED);
        Path input = sample("in.mkv", "-i " + whole + " -map 0 -c copy -bsf:a noise=amount=20");
        ManifestJob job = job(input, "container = matroska, video { " + AV1 + " }, audio { encoder = copy }");
        Path output = encoded(job);
        Judgement judgement = judge(job, output);
        assertThat(Integer.parseInt(value(judgement, "decode-errors"))).isPositive();
        assertThat(judgement.defects()).doesNotContain(Defect.DECODE_ERRORS);
        Path worse = sample("bad.mkv", "-i " + output + " -map 0 -c copy -bsf:a noise=amount=2");
        assertThat(wrong(judge(job, worse))).contains("decode-errors DECODE_ERRORS");
    }

    @Test
    void coloursThatNobodyKnowsAreNotWide() {
        Path input = sample("in.mkv", PICTURE + ",format=yuv420p" + SOUND + CODED);
        ManifestJob job = job(input, PROFILE);
        Path output = encoded(job);
        Path wide = sample(
                "bad.mkv",
                "-i " + output + " -map 0 -c copy -c:v libsvtav1 -preset 12 -crf 35"
                        + " -vf setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc");
        assertThat(wrong(judge(job, wide))).containsExactly("primaries COLOR", "transfer COLOR", "matrix COLOR");
    }

    /** As many frames in as much time, and none of them when it ought to be shown. */
    @Test
    void framesAtOtherTimesAreNotAccepted() {
        Path input = sample("in.mkv", PICTURE + ",format=yuv420p" + SOUND + CODED);
        ManifestJob job = job(input, PROFILE);
        Path bad = sample(
                "bad.mkv",
                "-i " + encoded(job) + " -map 0 -c copy -c:v libsvtav1 -preset 12 -crf 35"
                        + " -vf fps=50,select=lt(n\\,50)+gte(n\\,100)*not(mod(n\\,2)) -fps_mode passthrough -enc_time_base 1/1000");
        assertThat(wrong(judge(job, bad))).containsExactly("frame-times NOT_CHECKED");
    }
}
