package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestProblems {
    private final Problems problems = new Problems();

    @Test
    void saysNothingWhenNothingIsWrong() {
        assertThat(problems.isEmpty()).isTrue();
        assertThatNoException().isThrownBy(() -> problems.throwIfAny("a.conf"));
    }

    @Test
    void showsAllProblemsAlignedAndByLine() {
        problems.add(12, "load[0].partition-by", "\"dya\" is not a column");
        problems.add(4, "extract.access.fromat", "unknown setting; did you mean \"format\"?");
        problems.add(4, "job", "missing");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> problems.throwIfAny("conf/a.conf"))
                .withMessage("""
                        conf/a.conf: 3 problems
                          line 4    extract.access.fromat   unknown setting; did you mean "format"?
                          line 4    job                     missing
                          line 12   load[0].partition-by    "dya" is not a column""")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void countsOneProblemInTheSingularAndLeavesOutAnEmptyPath() {
        problems.add(3, "", "broken");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> problems.throwIfAny("a.conf"))
                .withMessage("a.conf: 1 problem\n  line 3   broken");
    }

    @Test
    void keepsTheColumnsWhenALineIsNotKnown() {
        problems.add(-1, "a", "x");
        problems.add(7, "b", "y");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> problems.throwIfAny("a.conf"))
                .withMessage("a.conf: 2 problems\n           a   x\n  line 7   b   y");
    }

    @Test
    void findsTheNearestNameAcrossASwapAndLetterCase() {
        assertThat(Nearest.distance("fromat", "format")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.to("FORMAT", List.of("paths", "format"))).contains("format");
        assertThat(Nearest.to("quantity", List.of("paths", "format"))).isEmpty();
        assertThat(Nearest.hint("pahts", List.of("paths"))).isEqualTo("; did you mean \"paths\"?");
    }
}
