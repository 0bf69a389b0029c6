package dev.sluice.extract;

import dev.sluice.LocalSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Files as when they are too many for the driver: each step of a plan goes through files. */
@Tag("chaos")
class TestManyFileItems extends TestFileItems {
    @BeforeEach
    void none() {
        LocalSpark.session().conf().set(Scratch.FEW, "0");
    }

    @AfterEach
    void usual() {
        LocalSpark.session().conf().unset(Scratch.FEW);
    }
}
