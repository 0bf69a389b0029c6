package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Profile;
import dev.sluice.media.decide.Settings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestSubjects {
    private static final Profile AV1 = Settings.profile(
            "container = mp4, video { encoder = libsvtav1, preset = 8, quality = 30, max-height = 720 }");
    private static final Profile H264 = Settings.profile(
            "container = mp4, video { encoder = libopenh264, bit-rate = 2M, heights = [2160, 1080, 1000] }");

    @Test
    void areWhatProfilesEncodeBy() {
        assertThat(Subjects.of(List.of(AV1, AV1)))
                .containsExactly(
                        new Subject("libsvtav1", "8", "yuv420p", FrameClass.HD, 30),
                        new Subject("libsvtav1", "8", "yuv420p10le", FrameClass.HD, 30));
        assertThat(Subjects.of(List.of(H264)))
                .containsExactly(
                        new Subject("libopenh264", "", "yuv420p", FrameClass.UHD, 26),
                        new Subject("libopenh264", "", "yuv420p", FrameClass.FULL_HD, 26));
    }

    @Test
    void ofSamplesHaveTheirSizeAndDepth() {
        assertThat(Subjects.of(List.of(AV1, H264), FrameClass.SD, true))
                .containsExactly(
                        new Subject("libsvtav1", "8", "yuv420p10le", FrameClass.SD, 30),
                        new Subject("libopenh264", "", "yuv420p", FrameClass.SD, 26));
        assertThat(Subjects.of(List.of(AV1), FrameClass.SD, false))
                .extracting(Subject::pixelFormat)
                .containsExactly("yuv420p");
    }

    @Test
    void othersAreThoseThatCanBeHadThePlansOwnFirst() {
        List<Subject> planned = List.of(new Subject("libsvtav1", "8", "yuv420p", FrameClass.HD, 35));
        List<Subject> others = Subjects.others(planned, Set.of("libsvtav1", "libopenh264", "mpeg4"));
        assertThat(others).extracting(Subject::encoder).containsOnly("libsvtav1", "libopenh264");
        assertThat(others.get(0)).isEqualTo(new Subject("libsvtav1", "12", "yuv420p", FrameClass.HD, 35));
        assertThat(others.get(others.size() - 1).encoder()).isEqualTo("libopenh264");
        assertThat(others).doesNotContainAnyElementsOf(planned);
        assertThat(Subjects.others(planned, Set.of())).isEmpty();
    }

    @Test
    void aTableIsThatOfOneMachineAndNewRowsWin() {
        Speed old = speed("8", "here", 1);
        Speed kept = speed("6", "here", 1);
        Speed fresh = speed("8", "here", 2);
        assertThat(SpeedTable.merged(List.of(old, kept, speed("4", "elsewhere", 1)), List.of(fresh), "here"))
                .containsExactly(fresh, kept);
    }

    @Test
    void aMachineIsItsProcessor() {
        assertThat(Machine.model(List.of("processor\t: 0", "model name\t: A: 9", "model name\t: B"), "x"))
                .isEqualTo("A: 9");
        assertThat(Machine.model(List.of("BogoMIPS : 1"), "aarch64")).isEqualTo("aarch64");
        assertThat(Machine.name()).contains(" core");
    }

    private static Speed speed(String preset, String machine, double seconds) {
        return new Speed(
                "libsvtav1",
                preset,
                "yuv420p",
                FrameClass.HD,
                35,
                seconds,
                0.1,
                "",
                false,
                0,
                1,
                1,
                machine,
                "8",
                "now");
    }
}
