package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestKinds {
    interface Shape {}

    @Doc("a round one")
    record Circle(
            @Doc("how wide") long radius,
            @Preset("30s") Duration maxAge,
            Optional<Colour> colour,
            List<Corner> corners,
            Map<String, Corner> named,
            Optional<Shape> inside)
            implements Shape {}

    record Corner(@Doc("across") double x) {}

    enum Colour {
        DARK_RED,
        BLUE
    }

    private final Kinds kinds = Kinds.of(Map.of(Shape.class, List.of(new Kind<>("circle", Circle.class))));

    @Test
    void findsAKindByItsName() {
        assertThat(kinds.find(Shape.class, "circle")).contains(new Kind<>("circle", Circle.class));
        assertThat(kinds.find(Shape.class, "square")).isEmpty();
        assertThat(kinds.names(Shape.class)).containsExactly("circle");
        assertThat(kinds.names(Runnable.class)).isEmpty();
    }

    @Test
    void describesEachSettingFromTheRecord() {
        KindDoc circle = kinds.describe(Shape.class).get(0);

        assertThat(circle.doc()).isEqualTo("a round one");
        assertThat(circle.settings())
                .containsExactly(
                        new SettingDoc("radius", "whole number", "required", "how wide"),
                        new SettingDoc("max-age", "duration", "30s", ""),
                        new SettingDoc("colour", "one of dark-red, blue", "optional", ""),
                        new SettingDoc("corners", "list of object", "optional", ""),
                        new SettingDoc("corners[].x", "number", "required", "across"),
                        new SettingDoc("named", "map of object", "optional", ""),
                        new SettingDoc("named.*.x", "number", "required", "across"),
                        new SettingDoc("inside", "one of the kinds circle", "optional", ""));
    }

    @Test
    void refusesTwoKindsOfOneName() {
        List<Kind<?>> twins = List.of(new Kind<>("circle", Circle.class), new Kind<>("circle", Circle.class));

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Kinds.of(Map.of(Shape.class, twins)))
                .withMessageStartingWith("Cannot use kind \"circle\": it is both ");
    }

    @Test
    void refusesARecordThatIsNotOfTheContract() {
        List<Kind<?>> wrong = List.of(new Kind<>("corner", Corner.class));

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Kinds.of(Map.of(Shape.class, wrong)))
                .withMessageContaining("a record that implements");
    }
}
