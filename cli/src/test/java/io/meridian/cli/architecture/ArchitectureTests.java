package io.meridian.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as docs/architecture.md draws it, held against the compiled classes and the POMs. */
class ArchitectureTests {
    private static final House HOUSE = House.read();

    /**
     * The only places of the product that may speak to a terminal: the CLI, and the one READY line
     * of a process.
     */
    private static final Set<String> SPEAKERS =
            Set.of(
                    "io.meridian.hub.Hub",
                    "io.meridian.hub.HubInit",
                    "io.meridian.edge.Edge",
                    "io.meridian.edge.EdgeInit",
                    "io.meridian.edge.EdgeEnrol",
                    "io.meridian.edge.supervisor.Supervisor",
                    "io.meridian.edge.supervisor.Child",
                    "io.meridian.serving.Inference",
                    "io.meridian.training.Worker");

    private static final Pattern DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>io\\.meridian</groupId>\\s*<artifactId>([a-z]+)</artifactId>(.*?)</dependency>",
                    Pattern.DOTALL);

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPaths(
                                HOUSE.mayUse().keySet().stream()
                                        .map(m -> House.root().resolve(m).resolve("target/classes"))
                                        .filter(Files::isDirectory)
                                        .toList());
    }

    static Stream<String> modules() {
        return HOUSE.mayUse().keySet().stream();
    }

    static Stream<String> javaModules() {
        return modules().filter(m -> !m.equals("web") && !m.equals("benchmarks"));
    }

    private static String packageOf(String module) {
        return "io.meridian." + module + "..";
    }

    @ParameterizedTest
    @MethodSource("javaModules")
    void everyModuleWasScanned(String module) {
        assertThat(
                        classes.stream()
                                .filter(c ->
                                        c.getPackageName().startsWith("io.meridian." + module)))
                .as("classes of %s", module)
                .hasSizeGreaterThan(3);
    }

    @Nested
    class MayUse {
        @ParameterizedTest
        @MethodSource("io.meridian.cli.architecture.ArchitectureTests#javaModules")
        void packagesDependOnlyOnTheirRow(String module) {
            var allowed = HOUSE.withTransitive(module);
            var forbidden =
                    modules()
                            .filter(m -> !m.equals(module) && !allowed.contains(m))
                            .map(ArchitectureTests::packageOf)
                            .toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(packageOf(module))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .allowEmptyShould(false)
                        .check(classes);
            }
        }

        /** Name and the rest of each of our modules that a module's POM names. */
        private static Stream<MatchResult> dependencies(String module) throws IOException {
            return DEPENDENCY
                    .matcher(Files.readString(House.root().resolve(module).resolve("pom.xml")))
                    .results();
        }

        @ParameterizedTest
        @MethodSource("io.meridian.cli.architecture.ArchitectureTests#modules")
        void mavenClassPathsHoldOnlyTheirRow(String module) throws IOException {
            var used =
                    dependencies(module)
                            .filter(found -> !found.group(2).contains("<scope>test</scope>"))
                            .map(found -> found.group(1))
                            .toList();
            assertThat(HOUSE.withTransitive(module)).as("row of %s", module).containsAll(used);
        }

        @ParameterizedTest
        @MethodSource("io.meridian.cli.architecture.ArchitectureTests#modules")
        void whatIsForTestsIsOnNoProductsClassPath(String module) throws IOException {
            assertThat(HOUSE.mayUse()).containsEntry("testing", List.of());
            assertThat(HOUSE.mayUse().get(module)).doesNotContain("testing");
            var folder = House.root().resolve(module);
            assertThat(dependencies(module).filter(found -> found.group(1).equals("testing")))
                    .allMatch(found -> found.group(2).contains("<scope>test</scope>"));
            // What the launcher and the supervisor start processes with, where the module has one.
            var classPath = folder.resolve("target/classpath");
            if (Files.exists(classPath)) {
                assertThat(Files.readString(classPath).split(File.pathSeparator, -1))
                        .noneMatch(entry -> entry.contains("/testing/"));
            }
        }

        @ParameterizedTest
        @MethodSource("nativeFree")
        void noNativeLibraryIsOnTheClassPath(String module) throws IOException {
            var pom = Files.readString(House.root().resolve(module).resolve("pom.xml"));
            assertThat(pom)
                    .as("%s binds the enforcer's rule", module)
                    .contains("no-native-library");
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..")
                    .check(classes);
        }

        static Stream<String> nativeFree() {
            return Stream.of("federation", "validation", "application", "hub", "edge");
        }
    }

    @Test
    void librariesKnowNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packageOf("application"), packageOf("hub"), packageOf("edge"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
                .check(classes);
    }

    @ParameterizedTest
    @MethodSource("javaModules")
    void packagesOfAModuleHaveNoCycles(String module) {
        slices().matching("io.meridian.%s.(*)..".formatted(module))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void internalPackagesStayInternal() {
        for (var module : (Iterable<String>) javaModules()::iterator) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(packageOf(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.meridian." + module + "..internal..")
                    .check(classes);
        }
    }

    @Test
    void onlyTheCommandLineAndTheReadyLinesUseStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packageOf("cli"), packageOf("benchmarks"), packageOf("testing"))
                .and(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are no process's main class",
                                (JavaClass c) -> !SPEAKERS.contains(c.getName())))
                .should(ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked =
                classes.stream()
                        .filter(c -> c.getSimpleName().equals("package-info"))
                        .filter(c -> c.isAnnotatedWith(NullMarked.class))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        var packages =
                classes.stream()
                        .filter(c -> !c.getName().contains(".v1."))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).hasSizeGreaterThan(20).allMatch(marked::contains);
    }
}
