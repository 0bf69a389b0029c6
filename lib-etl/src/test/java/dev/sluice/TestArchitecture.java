package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestArchitecture {
    private static final List<String> DOWNWARD = List.of(
            "cli", "run", "load", "transform", "extract", "ledger", "jdbc", "table", "slice", "settings", "fault");

    /** Reading them takes most of the time: once for all tests. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void packagesImportOnlyDownward() {
        for (int i = 1; i < DOWNWARD.size(); i++) {
            String[] above = DOWNWARD.subList(0, i).stream()
                    .map(name -> "dev.sluice." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.sluice." + DOWNWARD.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void extractTransformAndLoadNeverImportOneAnother() {
        for (String from : List.of("extract", "transform", "load")) {
            String[] others = List.of("extract", "transform", "load").stream()
                    .filter(name -> !name.equals(from))
                    .map(name -> "dev.sluice." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.sluice." + from + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void noPackageCycles() {
        slices().matching("dev.sluice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
