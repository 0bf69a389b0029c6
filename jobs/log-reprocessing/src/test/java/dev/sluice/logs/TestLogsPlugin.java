package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Demo;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestLogsPlugin {
    @Test
    void theDemoRunsJobFilesThatAreRight() {
        List<Demo> demos = new LogsPlugin().demos();
        assertThat(demos).extracting(Demo::name).containsExactly("logs");
        assertThat(demos.get(0).open().scenes())
                .extracting(scene -> JobFile.read(Path.of("../../conf", scene.job()), BuiltIn.kinds(), Map.of()))
                .extracting(Job::name)
                .containsExactly("mixed-logs", "access-logs", "app-json-logs", "daily-traffic");
    }
}
