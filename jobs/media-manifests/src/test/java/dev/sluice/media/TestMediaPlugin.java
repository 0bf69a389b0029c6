package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Demo;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Plugin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TestMediaPlugin {
    private static Plugin found() {
        return StreamSupport.stream(BuiltIn.plugins().spliterator(), false)
                .filter(MediaPlugin.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void doctorTellsWhichFfmpegIsThereAndWhatItEncodes() {
        Map<String, String> told = found().doctor();
        Programs programs = Programs.find(Optional.empty());
        assertThat(told.get("ffmpeg"))
                .contains(programs.version(), programs.ffmpeg().toString());
        assertThat(told.get("encoders").split(" ", -1))
                .isSubsetOf(programs.encoders())
                .contains("aac");
    }

    @Test
    void bringsItsKinds() {
        assertThat(found().sources())
                .extracting(kind -> kind.name())
                .containsExactly("media", "manifest", "manifest-jobs");
        assertThat(found().transforms())
                .extracting(kind -> kind.name())
                .containsExactly("probe", "decide", "estimate", "cost", "shard", "encode");
        assertThat(found().sinks()).extracting(kind -> kind.name()).containsExactly("manifest");
    }

    @Test
    void theDemoRunsJobFilesThatAreRight() {
        assertThat(found().demos()).extracting(Demo::name).containsExactly("media");
        assertThat(found().demos().get(0).open().scenes())
                .extracting(scene -> JobFile.read(Path.of("../../conf", scene.job()), BuiltIn.kinds(), Map.of()))
                .extracting(Job::name)
                .containsExactly("media-inventory", "media-plan", "media-encode");
    }
}
