package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class TestSparkFaults {
    private static Fault fault(MapFunction<Long, Long> task) {
        try {
            LocalSpark.session()
                    .range(1)
                    .as(Encoders.LONG())
                    .map(task, Encoders.LONG())
                    .collectAsList();
            throw new AssertionError("the task did not fail");
        } catch (Exception e) {
            return SparkFaults.translate(e, Code.SETTINGS);
        }
    }

    @Test
    void aFaultOfATaskComesBackAsItself() {
        Fault fault = fault(value -> {
            throw new Fault(Code.INPUT_CHANGED, "Cannot read a.log: it shrank");
        });

        assertThat(fault.code()).isEqualTo(Code.INPUT_CHANGED);
        assertThat(fault).hasMessage("Cannot read a.log: it shrank");
    }

    @Test
    void aBrokenReadIsInputOutput() {
        Fault fault = fault(value -> {
            throw new IOException("disk on fire");
        });

        assertThat(fault.code()).isEqualTo(Code.INPUT_OUTPUT);
        assertThat(fault).hasMessageContaining("disk on fire");
    }

    @Test
    void aFullHeapSaysSo() {
        Fault inTask = fault(value -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Fault inDriver = SparkFaults.translate(
                new IllegalStateException("x", new OutOfMemoryError("Java heap space")), Code.SETTINGS);

        assertThat(List.of(inTask, inDriver)).allSatisfy(fault -> {
            assertThat(fault.code()).isEqualTo(Code.OUT_OF_MEMORY);
            assertThat(fault).hasMessageContaining("--driver-memory");
        });
    }

    @Test
    void anythingElseIsOurs() {
        Fault fault = fault(value -> List.<Long>of().get(0));

        assertThat(fault.code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aWrongQueryIsToldInOneLine() {
        try {
            LocalSpark.session().sql("SELECT nope FROM range(1)");
            throw new AssertionError("the query was analysed");
        } catch (Exception e) {
            Fault fault = SparkFaults.translate(e, Code.USAGE);
            assertThat(fault.code()).isEqualTo(Code.USAGE);
            assertThat(fault.getMessage()).contains("nope").doesNotContain("\n");
        }
    }
}
