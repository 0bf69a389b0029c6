package dev.sluice.media;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestArchitecture {
    /** As package-info lists them, the lowest last. */
    private static final List<String> DOWNWARD = List.of(
            "report",
            "render",
            "promote",
            "encode",
            "chunk",
            "verify",
            "manifest",
            "shard",
            "estimate",
            "decide",
            "probe",
            "ffmpeg",
            "table");

    /** Reading them takes most of the time: once for all tests. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void packagesImportOnlyDownward() {
        for (int i = 0; i < DOWNWARD.size(); i++) {
            String[] above = DOWNWARD.subList(0, i).stream()
                    .map(name -> "dev.sluice.media." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.sluice.media." + DOWNWARD.get(i) + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.sluice.media").or(resideInAnyPackage(above)))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void theLibraryKnowsNothingOfMediaAndMediaOfNoOtherJob() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.media..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.media..")
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.media..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.logs..", "dev.sluice.stores..")
                .check(CLASSES);
    }

    @Test
    void theChildNeedsNoneOfTheLibrary() {
        // Its class path has this module, jackson-core and JavaCPP alone; annotations that are missing do no harm.
        noClasses()
                .that()
                .haveNameMatching(
                        "dev\\.sluice\\.media\\.(table\\.(RecordJson|RecordShape)|probe\\.(ProbeChild|Inspection|MediaFile|Avio|RemoteBytes|Wire"
                                + "|Question|Streams|VideoStreams|SideData|FirstFrame|Findings|Words|Demuxers|Announced|IsoBoxes))")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "dev.sluice.fault..", "dev.sluice.extract..", "scala..")
                .check(CLASSES);
    }

    @Test
    void noPackageCycles() {
        slices().matching("dev.sluice.media.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
