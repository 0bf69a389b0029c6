package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFfmpegEncoder {
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    /** A program in ffmpeg's place. */
    private Encoder saying(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new FfmpegEncoder(new Programs(program, program, Programs.Origin.SETTING, Optional.empty()));
    }

    @Test
    void tellsStatusAndLog() throws IOException {
        Encoder.Outcome outcome =
                saying("echo \"got $1\" >&2; echo noise; exit 7").run(List.of("a; b"), ENOUGH);
        assertThat(outcome).isEqualTo(new Encoder.Outcome(7, "got a; b\n"));
    }

    @Test
    void endsARunWhoseTimeIsOver() throws IOException {
        Encoder.Outcome outcome = saying("echo begun >&2; exec sleep 100").run(List.of(), Duration.ofMillis(700));
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.log()).startsWith("begun");
    }

    @Test
    void keepsTheBeginningAndTheEndOfALongLog() throws IOException {
        Encoder.Outcome outcome = saying(
                        "echo begun >&2; i=0; while [ $i -lt 40000 ]; do echo 'broken 12345678901234567890'; i=$((i+1)); done >&2;"
                                + " echo ended >&2")
                .run(List.of(), ENOUGH);
        assertThat(outcome.log())
                .startsWith("begun\nbroken")
                .endsWith("567890\nended\n")
                .hasSizeBetween((2 << 16) - 100, 2 << 16);
    }

    @Test
    void givesNoInput() throws IOException {
        assertThat(saying("read line || echo none >&2").run(List.of(), ENOUGH).log())
                .isEqualTo("none\n");
    }
}
