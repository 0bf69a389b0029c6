package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.fault.Fault;
import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.settings.InvalidSetting;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestShippedFigures {
    private static final List<Speed> SPEEDS = SpeedTable.shipped().speeds();
    private static final Figures FIGURES = Figures.shipped();

    @Test
    void eachEncoderOfTheSpeedsHasItsOtherFigures() {
        List<String> names =
                FIGURES.encoders().stream().map(Figures.Encoder::name).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .containsAll(SPEEDS.stream().map(Speed::encoder).toList());
        assertThat(SPEEDS).extracting(Speed::encoder).containsAll(names);
    }

    @Test
    void noSubjectIsThereTwice() {
        assertThat(SPEEDS)
                .allMatch(row -> SPEEDS.stream().filter(row::sameSubject).count() == 1);
    }

    @Test
    void eachPresetHasAPlaceBesideTheOthers() {
        assertThat(SPEEDS)
                .allMatch(row ->
                        row.preset().isEmpty() || Presets.place(row.preset()).isPresent());
    }

    @Test
    void theSlowestPresetIsSlowerThanTheFastest() {
        Map<String, List<Speed>> groups = SPEEDS.stream()
                .filter(row -> !row.preset().isEmpty())
                .collect(Collectors.groupingBy(row -> row.encoder() + row.pixelFormat() + row.frameClass()));

        assertThat(groups.values())
                .filteredOn(rows -> rows.size() > 1)
                .isNotEmpty()
                .allSatisfy(rows -> {
                    boolean words = rows.stream().anyMatch(row -> row.preset().equals("medium"));
                    Comparator<Speed> byPlace = Comparator.comparingDouble(
                            row -> Presets.place(row.preset()).orElseThrow() * (words ? 1 : -1));
                    assertThat(rows.stream().max(byPlace).orElseThrow().secondsPerMegapixel())
                            .isGreaterThan(
                                    rows.stream().min(byPlace).orElseThrow().secondsPerMegapixel());
                });
    }

    @Test
    void aQualityIsThereWhereTheEncoderHasOne() {
        assertThat(SPEEDS)
                .filteredOn(row -> FIGURES.encoder(row.encoder()).scale() == Figures.QualityScale.NONE)
                .allMatch(row -> row.quality() == 0);
        assertThat(SPEEDS)
                .filteredOn(row -> List.of("libsvtav1", "libx264", "libx265", "libaom-av1", "libopenh264")
                        .contains(row.encoder()))
                .allMatch(row -> row.quality() > 0);
    }

    @Test
    void everyDoubtIsOne() throws ReflectiveOperationException {
        for (RecordComponent doubt : Figures.Doubts.class.getRecordComponents()) {
            assertThat((double) doubt.getAccessor().invoke(FIGURES.doubts()))
                    .as(doubt.getName())
                    .isGreaterThan(1);
        }
        Figures.Doubts doubts = FIGURES.doubts();
        assertThat(Stream.of(doubts.sampled(), doubts.calibrated(), doubts.scaled(), doubts.shipped()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void theExampleOfTheDocumentationHolds() throws IOException {
        Target target = Targets.target(
                Targets.video(
                        "libsvtav1",
                        Optional.of("8"),
                        Optional.of(35),
                        Optional.empty(),
                        Optional.empty(),
                        new Targets.Shape("yuv420p", 1280, 720, Optional.empty(), false)),
                new AudioTarget(1, "libopus", Optional.of(96_000L), Optional.empty()));
        Estimate estimate =
                Estimator.of(List.of(), 4).estimate(PlanRows.probe("h264", 2520, "bt709"), 3_000_000_000L, target);
        Path docs = Path.of("").toAbsolutePath();
        while (!Files.exists(docs.resolve("docs/media.md"))) {
            docs = docs.getParent();
        }

        assertThat(estimate.frames()).isEqualTo(63_000);
        assertThat(Files.readString(docs.resolve("docs/media.md")))
                .contains(
                        row("decode", estimate.decodeSeconds(), "s"),
                        row("filters", estimate.filterSeconds(), "s"),
                        row("encode", estimate.encodeSeconds(), "s"),
                        row("audio", estimate.audioSeconds(), "s"),
                        "| CPU seconds | %.0f | %.0f | %.0f |"
                                .formatted(
                                        estimate.cpuSeconds().p10(),
                                        estimate.cpuSeconds().p50(),
                                        estimate.cpuSeconds().p90()),
                        row("output", estimate.outputBytes()),
                        row("memory", estimate.memoryBytes()),
                        row("scratch", estimate.scratchBytes()));
    }

    private static String row(String part, double value, String unit) {
        return "| %s | %.1f %s |".formatted(part, value, unit);
    }

    private static String row(String part, ByteQuantiles bytes) {
        return "| %s, MB | %.0f | %.0f | %.0f |"
                .formatted(part, bytes.p10() / 1e6, bytes.p50() / 1e6, bytes.p90() / 1e6);
    }

    @Test
    void refusesWhatIsNoFigure() {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> RoundFigures.speed("x", "", "yuv420p", FrameClass.HD, 0))
                .withMessage("is 0.0; more than 0 is wanted");
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> RoundFigures.sampled(SPEEDS.get(0), "h264", false, 2, 0.5, 1))
                .withMessage("is 0.5; at least 1 is wanted");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() ->
                        SpeedTable.parse("speeds = [ {\n encoder = x\n seconds-per-megapixel = fast } ]", "f.conf"))
                .withMessageContaining("f.conf: ")
                .withMessageContaining("\"fast\" is not a number")
                .withMessageContaining("line 3");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> SpeedTable.parse("speeds = [", "f.conf"))
                .withMessageStartingWith("Cannot read figures: f.conf: ");
    }

    @Test
    void aDoubtIsAtLeastOneAndAddsUpBySquares() {
        Spread spread = new Spread(2).and(new Spread(2));

        assertThat(spread.factor()).isEqualTo(Math.exp(Math.log(2) * Math.sqrt(2)));
        assertThat(new Spread(4).over(8)).isEqualTo(new Quantiles(2, 8, 32));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Spread(0.9));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Quantiles(2, 1, 3));
        assertThat(FrameRate.of("30000/1001")).isEqualTo(30000 / 1001.0);
        assertThat(FrameRate.of("25")).isEqualTo(25);
    }
}
