package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSharedFolder {
    @TempDir
    private Path folder;

    @Test
    void tasksSayWhetherTheySeeTheFolder() {
        assertThat(SharedFolder.seen(LocalSpark.session(), folder)).isTrue();
        assertThat(SharedFolder.seen(LocalSpark.session(), folder.resolve("elsewhere")))
                .isFalse();
    }
}
