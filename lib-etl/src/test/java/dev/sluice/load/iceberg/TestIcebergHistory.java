package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import dev.sluice.load.iceberg.IcebergBench.Stage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIcebergHistory {
    @TempDir
    Path folder;

    private IcebergBench bench;
    private Runner runner;

    @BeforeEach
    void open() {
        bench = new IcebergBench(folder);
        runner = bench.runner(IcebergBench.LOAD, bench.sink(Mode.HISTORY, Optional.of("value")));
    }

    /** "a 1 red" is a state of a since 1. */
    private Dataset<Row> states(String... states) {
        String rows = Stream.of(states)
                .map(state -> state.split(" "))
                .map(state -> "('%s', '%s', '%s')".formatted((Object[]) state))
                .collect(Collectors.joining(", "));
        return bench.queried(
                "SELECT item, CAST(nullif(value, 'null') AS BIGINT) AS value, nullif(color, 'null') AS color"
                        + " FROM VALUES " + rows + " AS t(item, value, color)");
    }

    private void done(String... states) {
        assertThat(runner.publish(states(states), "a", "")).isInstanceOf(Published.Done.class);
    }

    @Test
    void keepsEachStateWithTheSpanThatItHeld() {
        done("a 1 red", "b 1 red");
        done("a 2 red", "a 3 blue", "a 4 blue", "a 5 null", "b 1 green", "c 9 red");
        done("a 6 blue", "a 2 black");
        assertThat(bench.spark.table(IcebergBench.TABLE).columns())
                .containsExactly("item", "value", "color", "_hash", "valid_from", "valid_to");
        assertThat(
                        bench.texts(
                                "concat_ws('=', item, coalesce(color, 'null'), valid_from, coalesce(string(valid_to), 'null'))"))
                .containsExactly(
                        "a=blue=3=5", "a=blue=6=null", "a=null=5=6", "a=red=1=3", "b=red=1=null", "c=red=9=null");
        assertThat(bench.count("SELECT count(*) FROM " + IcebergBench.TABLE + " WHERE value <> valid_from"))
                .isZero();
    }

    @Test
    void beginsWithSeveralStatesOfOneKeyAndLeavesEndedOnesAlone() {
        done("a 1 red", "a 2 blue", "a 2 blue");
        done("x 1 red");
        bench.spark.sql("CALL lake.system.rewrite_data_files(table => 'web.letters', strategy => 'sort', sort_order =>"
                + " 'valid_to', options => map('rewrite-all', 'true'))");
        done("a 3 green");
        assertThat(bench.texts("concat_ws('=', item, color, valid_from, coalesce(string(valid_to), 'null'))"))
                .containsExactly("a=blue=2=3", "a=green=3=null", "a=red=1=2", "x=red=1=null");
    }

    @Test
    void statesWhoseOrderNobodyCouldTellAreRefused() {
        refused("item = a has two states with the same value, 2", "a 1 red", "a 2 red", "a 2 blue");
        refused("value, by which states follow each other, is null where item = b", "a 1 red", "b null red");
    }

    private void refused(String why, String... states) {
        Stage staged = runner.stage(states(states), "a", "");
        assertThatThrownBy(() -> runner.publish(staged))
                .hasMessageContaining(why)
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
    }
}
