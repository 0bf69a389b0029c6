package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows arrive for a day that was done: the day is done again, whole, and no other day. */
class TestLateDays {
    private static final String CONF = """
            job = daily
            state = "state"
            catalog.LAKE.warehouse = "lake"
            extract.visits { type = table, table = LAKE.web.visits }
            slice { by = day, column = day, late = 7 days, max-count = 1 }
            transform = [
              { name = sums, type = sql, scope = slice, sql = \"""
                  SELECT day, count(*) AS visits, sum(bytes) AS bytes, _item FROM visits GROUP BY day, _item
                \""" }
            ]
            load = [
              { name = table, from = sums, type = iceberg, table = LAKE.shop.orders }
              { name = files, from = sums, type = files, path = "out" }
            ]
            """;

    private final Instant first = Instant.now().minus(Duration.ofDays(10));

    @TempDir
    private Path folder;

    private Lab lab;
    private String visits;

    @BeforeEach
    void twoDaysAreDone() {
        lab = new Lab(folder);
        lab.conf(CONF);
        visits = lab.table().replace("shop.orders", "web.visits");
        lab.spark().sql("CREATE NAMESPACE " + visits.replace(".visits", ""));
        lab.spark().sql("CREATE TABLE " + visits + " (day DATE, bytes BIGINT) USING iceberg");
        visit("2026-01-01", 10);
        visit("2026-01-01", 20);
        visit("2026-01-02", 5);
        run(Duration.ZERO);
    }

    private void visit(String day, int bytes) {
        lab.spark().sql("INSERT INTO %s VALUES (DATE'%s', %d)".formatted(visits, day, bytes));
    }

    private Report run(Duration later) {
        Job job = lab.job();
        String id = "r" + UUID.randomUUID().toString().substring(0, 6);
        Request request = new Request(id, first.plus(later), Optional.empty(), Optional.empty(), "1.0.0");
        return new Runner(lab.spark(), job, request, job.runFolder(id), new RunListener() {}).run();
    }

    private List<String> sums(String relation) {
        return lab.spark().sql("SELECT day, visits, bytes FROM " + relation).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private void holds(String... sums) {
        lab.spark().catalog().refreshTable(lab.table());
        assertThat(sums(lab.table())).containsExactly(sums);
        assertThat(sums(lab.job().loads().get(1).sink().relation())).containsExactly(sums);
    }

    /** The directory of the second day, which nothing here may touch. */
    private List<Path> ofTheSecondDay() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("out"))) {
            return all.filter(path -> path.getFileName().toString().matches("slice=.*-1-2-.*"))
                    .toList();
        }
    }

    @Test
    void aDayThatGotRowsInTimeIsDoneAgainWholeAndNoOther() throws IOException {
        holds("2026-01-01 2 30", "2026-01-02 1 5");
        List<Path> second = ofTheSecondDay();
        visit("2026-01-01", 70);
        Report report = run(Duration.ofDays(6));

        assertThat(report.problem()).isEmpty();
        assertThat(report.plan().items()).isEqualTo(1);
        assertThat(report.plan().done()).isEqualTo(1);
        holds("2026-01-01 3 100", "2026-01-02 1 5");
        assertThat(ofTheSecondDay()).hasSize(1).isEqualTo(second);
        assertThat(run(Duration.ofDays(6)).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    @Tag("chaos")
    void aDayThatGotRowsTooLateIsReportedAndWaitsForReprocess() {
        visit("2026-01-01", 70);
        Report report = run(Duration.ofDays(9));

        assertThat(report.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        assertThat(report.remarks()).extracting(Items.Remark::code).containsExactly("LATE");
        assertThat(report.remarks()).extracting(Items.Remark::subject).containsExactly("2026-01-01");
        assertThat(ReportText.plan(report)).contains("1 late");
        holds("2026-01-01 2 30", "2026-01-02 1 5");

        lab.reprocess("2026-01-01");
        assertThat(run(Duration.ofDays(11)).plan().items()).isEqualTo(1);
        holds("2026-01-01 3 100", "2026-01-02 1 5");
    }
}
