package dev.sluice.media.estimate;

import dev.sluice.media.decide.Profile;
import dev.sluice.media.decide.VideoProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is worth measuring for a plan. */
public final class Subjects {
    private static final FrameClass USUAL = FrameClass.FULL_HD;

    private Subjects() {}

    /**
     * What profiles encode by, each once: every pixel format, at the largest size of frames, and at each rung of a ladder.
     */
    public static List<Subject> of(Collection<Profile> profiles) {
        Set<Subject> subjects = new LinkedHashSet<>();
        for (Profile profile : profiles) {
            VideoProfile video = profile.video();
            for (String pixelFormat : video.pixelFormats()) {
                classes(video).forEach(size -> subjects.add(subject(video, pixelFormat, size)));
            }
        }
        return List.copyOf(subjects);
    }

    /** What the same profiles would encode samples of one size by: ten bits where the samples and an encoder have them. */
    public static List<Subject> of(Collection<Profile> profiles, FrameClass size, boolean deep) {
        Set<Subject> subjects = new LinkedHashSet<>();
        for (Profile profile : profiles) {
            List<String> formats = profile.video().pixelFormats();
            String alike = formats.stream()
                    .filter(format -> PixelFormat.of(format).deep() == deep)
                    .findFirst()
                    .orElse(formats.get(0));
            subjects.add(subject(profile.video(), alike, size));
        }
        return List.copyOf(subjects);
    }

    /**
     * Others that the shipped table knows: by them it is told how fast a machine is. Those of encoders that the plan has
     * come first, then the quickest.
     *
     * @param encoders that can be had
     */
    public static List<Subject> others(List<Subject> known, Set<String> encoders) {
        Set<String> planned = new TreeSet<>(known.stream().map(Subject::encoder).toList());
        return SpeedTable.shipped().speeds().stream()
                .filter(speed -> speed.frameClass() == FrameClass.HD && encoders.contains(speed.encoder()))
                .filter(speed -> speed.quality() > 0)
                .sorted(Comparator.comparing((Speed speed) -> !planned.contains(speed.encoder()))
                        .thenComparing(Speed::secondsPerMegapixel))
                .map(speed -> new Subject(
                        speed.encoder(), speed.preset(), speed.pixelFormat(), speed.frameClass(), speed.quality()))
                .filter(Subject::ofProfiles)
                .filter(subject -> !known.contains(subject))
                .toList();
    }

    private static List<FrameClass> classes(VideoProfile video) {
        List<Integer> heights = new ArrayList<>(video.heights());
        video.maxHeight().ifPresent(heights::add);
        return heights.isEmpty()
                ? List.of(USUAL)
                : heights.stream()
                        .map(height -> FrameClass.of(height * 16 / 9, height))
                        .distinct()
                        .toList();
    }

    private static Subject subject(VideoProfile video, String pixelFormat, FrameClass size) {
        return new Subject(
                video.encoder(),
                video.preset().orElse(Figures.shipped().encoder(video.encoder()).preset()),
                pixelFormat,
                size,
                video.quality().orElse(shippedQuality(video.encoder())));
    }

    /** Where a profile names a bit rate, bits a pixel do not matter, but a quality has to be said. */
    private static int shippedQuality(String encoder) {
        return SpeedTable.shipped().speeds().stream()
                .filter(speed -> speed.encoder().equals(encoder))
                .mapToInt(Speed::quality)
                .findFirst()
                .orElse(0);
    }
}
