package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.probe.Probe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What tests of encodes have in common: from a profile to a file that the bundled ffmpeg made. */
abstract class Encoding {

    static final String PICTURE = "-f lavfi -i testsrc2=s=320x240:r=25:d=1";
    static final String SOUND = " -f lavfi -i sine=d=1,aformat=channel_layouts=stereo";
    static final String H264 = " -c:v libopenh264 -b:v 400k";
    static final String AV1 = "encoder = libsvtav1, preset = 11, quality = 50";

    @TempDir
    Path folder;

    List<String> command(Path input, String profile) {
        Probe probe = Inspected.probe(input);
        Asset asset = new Asset(input.toString(), 1, Instant.EPOCH, "a", probe);
        Rule rule = new Rule("all", "true", Optional.of("web"), Optional.empty(), Optional.empty());
        Decision decision = new Rules(List.of(rule), Map.of("web", Settings.profile(profile))).decide(asset);
        assertThat(decision.targets()).as(decision.reason()).hasSize(1);
        return Command.of(decision.targets().get(0), probe, ManifestJobs.key(7));
    }

    Path encode(Path input, String profile) {
        Path output = folder.resolve("out");
        assertThat(Ffmpeg.encode(command(input, profile), input, output)).isEqualTo(0);
        return output;
    }

    JsonNode video(Path input, String profile) {
        return Ffmpeg.inspect(encode(input, profile)).at("/streams/0");
    }

    Path sample(String name, String arguments) {
        return Ffmpeg.make(folder.resolve(name), arguments);
    }

    static List<String> texts(JsonNode of, String... members) {
        return List.of(members).stream()
                .map(member -> of.at("/" + member).asText())
                .toList();
    }
}
