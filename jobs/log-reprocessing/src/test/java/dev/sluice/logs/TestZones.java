package dev.sluice.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.settings.InvalidSetting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestZones {
    private static final List<ZoneRule> RULES = List.of(
            new ZoneRule("*/tokyo/*", ZoneId.of("Asia/Tokyo")), new ZoneRule("paris*.log", ZoneId.of("Europe/Paris")));

    private static final String LINE = "2026/01/15 12:00:00 [error] 7#7: *1 open() failed\n";

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, LINE);
    }

    private List<String> times(String format, Path... files) throws IOException {
        return SliceReading.of(SliceReading.inZones(RULES, format), files)
                .rows()
                .selectExpr(
                        "concat(regexp_extract(_origin.file, '[^/]*$', 0), coalesce('!' || _origin.member, ''), ' ',"
                                + " date_format(ts, 'HH:mm'))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void aFileHasTheZoneOfItsPlace() throws IOException {
        Path[] files = {
            file("tokyo/a.log"), file("b.log"), file("tokyo/paris-1.log"), file("paris-2.log"), file("paris/c.log")
        };
        List<String> expected =
                List.of("a.log 03:00", "b.log 12:00", "c.log 12:00", "paris-1.log 03:00", "paris-2.log 11:00");

        assertThat(times("nginx-error", files)).isEqualTo(expected);
        assertThat(times("auto", files)).isEqualTo(expected);
    }

    @Tag("chaos")
    @Test
    void aMemberOfAnArchiveHasTheZoneOfItsPlace() throws IOException {
        Path archive = folder.resolve("all.zip");
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("logs/tokyo/a.log", "logs/b.log", "paris.log")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(LINE.getBytes(UTF_8));
            }
        }

        assertThat(times("nginx-error", archive))
                .containsExactly(
                        "all.zip!logs/b.log 12:00", "all.zip!logs/tokyo/a.log 03:00", "all.zip!paris.log 11:00");
    }

    @Test
    void aGlobThatIsNoneIsTold() {
        ZoneId zone = ZoneId.of("UTC");
        assertThatThrownBy(() -> new ZoneRule("logs/[a", zone))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("logs/[a");
    }
}
