package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was added to an Iceberg table goes into another by key. */
class TestIncrements {
    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void prepare() {
        lab = Increments.lab(folder);
    }

    @Test
    void aLoadThatWasAddedLaterGetsEveryStretch() {
        Increments.add(lab, "(1, 'ann', 1), (2, 'bob', 1)");
        assertThat(lab.run().read().rows()).isEqualTo(2);
        Increments.add(lab, "(1, 'anna', 3), (3, 'cid', 1)");
        Increments.add(lab, "(1, 'anne', 2)");
        assertThat(lab.run().read().rows()).isEqualTo(3);
        assertThat(lab.inTable()).containsExactly("1 anna", "2 bob", "3 cid");
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);

        lab.conf(Increments.CONF.replace("]\ncheck", """
                  { name = late, from = changes, type = iceberg, table = LAKE.shop.late, mode = append }
                ]
                check"""));
        Report late = lab.run();
        assertThat(late.problem()).isEmpty();
        assertThat(late.read().rows()).isEqualTo(5);
        assertThat(lab.spark().table(lab.table().replace("orders", "late")).count())
                .isEqualTo(5);
        assertThat(lab.inTable()).containsExactly("1 anna", "2 bob", "3 cid");
    }

    @Test
    void loadsWhoseOrderMattersAreRefused() {
        lab.conf(Increments.CONF.replace(", version = at", ""));
        assertThatThrownBy(lab::job).hasMessageContaining("might keep an old row over a newer one");
    }
}
