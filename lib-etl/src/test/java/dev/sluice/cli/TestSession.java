package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSession {
    @Test
    void clusterDeployModeIsRefusedWhereverItIsAskedFor() {
        Fault fault = catchThrowableOfType(
                Fault.class, () -> Session.start("x", Map.of("spark.submit.deployMode", "cluster")));
        assertThat(fault.code()).isEqualTo(Code.SETTINGS);
        assertThat(fault).hasMessageContaining("only this machine reaches");
    }
}
