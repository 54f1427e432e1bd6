package kezek.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the code to the picture that docs/design.md draws of it, and says what each layer may know.
class ArchitectureTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DESIGN = ROOT.resolve("docs/design.md");
    private static final Path SOURCES = Path.of("src/main/java");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("kezek");

    @Test
    void modules_useEachOtherAsTheDesignDraws() throws IOException {
        Map<String, String> modules = moduleOfPackage();

        assertDrawn(
                Arrows.betweenModules(DESIGN),
                Arrows.between(MAIN, one -> Optional.ofNullable(modules.get(one.getPackageName()))));
    }

    @Test
    void packagesOfTickets_useEachOtherAsTheDesignDraws() throws IOException {
        Set<String> packages = Set.of("tickets", "waves", "roster", "imports", "planning", "figures", "reports");

        assertDrawn(
                Arrows.betweenPackages(DESIGN),
                Arrows.between(
                        MAIN,
                        one -> Optional.of(one.getPackageName())
                                .map(name -> name.replace("kezek.", ""))
                                .filter(packages::contains)));
    }

    private static void assertDrawn(Arrows drawn, Arrows used) {
        assertThat(drawn.all()).as("drawn, but no class needs it").isSubsetOf(used.all());
        assertThat(used.all())
                .as("used, but neither drawn nor implied")
                .isSubsetOf(drawn.withImplied().all());
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("kezek.(**)").should().beFreeOfCycles().check(MAIN);
    }

    /// What decides must give the same answer for the same input, on any machine, at any time.
    @ParameterizedTest
    @CsvSource({"kezek.domain", "kezek.failure", "kezek.text", "kezek.routing"})
    void pureCode_knowsNoAwsNoJsonNoClockAndNoEnvironment(String pure) {
        noClasses()
                .that()
                .resideInAPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..", "com.fasterxml..", "kezek.execution..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, ProcessBuilder.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .check(MAIN);
    }

    /// A condition that is spelled elsewhere is one that the table's tests do not see.
    @Test
    void requestsToDynamoDb_areBuiltByTheTableAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("kezek.table", "kezek.testing", "kezek.local..")
                .and()
                // It turns the stream's images into the table's items.
                .doNotHaveFullyQualifiedName("kezek.journal.StreamChanges")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services.dynamodb.model..")
                .check(MAIN);
    }

    /// The library weighs more than all the rest of the zip that has it.
    @Test
    void modelsLibrary_isKnownToItsModuleAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("kezek.model..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.openai..")
                .check(MAIN);
    }

    /// A handler knows the capabilities that it is about. What another one stores is none of its business.
    @ParameterizedTest
    @CsvSource({
        "kezek.ingest..,   kezek.planning kezek.figures kezek.reports kezek.analysis kezek.prompts kezek.model",
        "kezek.geocode..,  kezek.planning kezek.figures kezek.reports kezek.roster kezek.imports kezek.csv",
        "kezek.classify.., kezek.planning kezek.figures kezek.reports kezek.roster kezek.imports kezek.csv kezek.places",
        "kezek.assign..,   kezek.figures kezek.reports kezek.csv kezek.places kezek.analysis kezek.prompts",
        "kezek.journal..,  kezek.planning kezek.reports kezek.roster kezek.imports kezek.waves kezek.tickets",
        "kezek.api..,      kezek.planning kezek.places kezek.analysis kezek.model"
    })
    void handlers_doNotKnowStoresOfOtherCapabilities(String handlers, String others) {
        noClasses()
                .that()
                .resideInAPackage(handlers)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.split(" "))
                .check(MAIN);
    }

    /// The program runs what is in the zips; on its own class path the functions are for tests.
    @Test
    void localDeployment_doesNotKnowTheFunctions() {
        noClasses()
                .that()
                .resideInAPackage("kezek.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(functionPackages())
                .check(MAIN);
    }

    @Test
    void fakes_areUsedByTestsAlone() {
        classes()
                .that(resideInAPackage("kezek.testing"))
                .should()
                .onlyHaveDependentClassesThat(inTesting())
                .check(MAIN);
    }

    /// One word, one meaning: a name says which class is meant without its package, and hides none that every
    /// Java file knows.
    @Test
    void simpleNames_areUsedOnce() {
        Map<String, Set<String>> byName = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(one -> !one.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toCollection(TreeSet::new))));

        assertThat(byName.values()).filteredOn(names -> names.size() > 1).isEmpty();
        assertThat(byName.keySet())
                .filteredOn(ArchitectureTest::isKnownToEveryone)
                .isEmpty();
    }

    private static boolean isKnownToEveryone(String simpleName) {
        return Stream.of("java.lang.", "java.util.").anyMatch(jdk -> {
            try {
                Class.forName(jdk + simpleName);
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        });
    }

    private static DescribedPredicate<JavaClass> inTesting() {
        return resideInAPackage("kezek.testing");
    }

    private static String[] functionPackages() {
        return sourceFolders("functions")
                .flatMap(folder -> packagesIn(folder).stream())
                .toArray(String[]::new);
    }

    private static Map<String, String> moduleOfPackage() {
        return Stream.of("shared", "functions", ".")
                .flatMap(ArchitectureTest::sourceFolders)
                .flatMap(folder -> packagesIn(folder).stream().map(name -> Map.entry(name, moduleOf(folder))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<Path> sourceFolders(String parent) {
        return Arrays.stream(ROOT.resolve(parent).toFile().listFiles())
                .map(module -> module.toPath().resolve(SOURCES))
                .filter(Files::isDirectory);
    }

    private static String moduleOf(Path sourceFolder) {
        Path module = ROOT.relativize(sourceFolder);
        return module.getName(module.getNameCount() - SOURCES.getNameCount() - 1)
                .toString();
    }

    private static List<String> packagesIn(Path sourceFolder) {
        try (Stream<Path> files = Files.walk(sourceFolder)) {
            return files.filter(file -> file.getFileName().toString().equals("package-info.java"))
                    .map(file ->
                            sourceFolder.relativize(file.getParent()).toString().replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the sources in " + sourceFolder, e);
        }
    }
}
