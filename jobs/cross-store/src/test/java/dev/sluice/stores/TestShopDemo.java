package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Demo;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's job files, as they are shipped, over the demo's database. */
final class TestShopDemo {
    @TempDir
    private Path folder;

    @Test
    void tellsItsStory() throws IOException {
        Demo demo = new ShopDemo(folder.resolve("postgresql"));
        List<Long> rows = new ArrayList<>();
        List<Row> last = List.of();
        try (Demo.Show show = demo.open()) {
            Map<String, String> environment = new HashMap<>(show.environment());
            for (Demo.Scene scene : show.scenes()) {
                scene.before().run();
                Path conf = folder.resolve("conf").resolve(scene.job());
                Files.createDirectories(conf.getParent());
                Files.copy(Path.of("../../conf", scene.job()), conf, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                Job job = JobFile.read(conf, BuiltIn.kinds(), environment);
                Report report = Lab.run(job);
                assertThat(report.problem()).isEmpty();
                rows.add(report.loads().get(0).rows());
                if (!scene.query().isEmpty()) {
                    last = Lab.query(job, scene.query());
                }
            }
        }
        assertThat(rows).containsExactly(20_000L, 20_000L, 203L, 2L);
        assertThat(last).hasSize(3);
        assertThat(last.get(0).<String>getAs("coupon")).isEqualTo("WELCOME");
        assertThat(last.get(1).<java.math.BigDecimal>getAs("total")).hasToString("999.99");
    }
}
