package io.sluice.runner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What may know what. */
class ArchitectureTest {

  private static final JavaClasses SLUICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice");

  /** A package that is not named here is a plugin's. */
  private static final DescribedPredicate<JavaClass> PLUGINS =
      resideInAPackage("io.sluice..")
          .and(
              resideOutsideOfPackages(
                  "io.sluice.exchange..",
                  "io.sluice.testkit..",
                  "io.sluice.runner..",
                  "io.sluice.extplugin..",
                  "io.sluice.models..",
                  "io.sluice.onnx..",
                  "io.sluice.tokens..",
                  "io.sluice.vectors..",
                  "io.sluice.resilience..",
                  "io.sluice.language..",
                  "io.sluice.jsonschema..",
                  "io.sluice.redis..",
                  "io.sluice.elasticsearch.."))
          .as("are plugins");

  private static final DescribedPredicate<JavaClass> LANGUAGE =
      resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..").as("are the language's");

  private static final DescribedPredicate<JavaClass> COMMAND_LINE =
      DescribedPredicate.describe(
          "belong to the command line",
          type ->
              type.tryGetMethod("main", String[].class).isPresent()
                  || type.isAnnotatedWith("picocli.CommandLine$Command")
                  || type.isEquivalentTo(StartFailureReporter.class));

  @Test
  void everyModuleIsLookedAt() {
    assertThat(SLUICE.stream().map(JavaClass::getPackageName))
        .contains(
            "io.sluice.exchange",
            "io.sluice.router",
            "io.sluice.cache",
            "io.sluice.cache.guard",
            "io.sluice.compressor",
            "io.sluice.compressor.extract",
            "io.sluice.compressor.layout",
            "io.sluice.testkit",
            "io.sluice.extplugin",
            "io.sluice.extplugin.sdk",
            "io.sluice.onnx",
            "io.sluice.tokens",
            "io.sluice.vectors",
            "io.sluice.resilience",
            "io.sluice.language",
            "io.sluice.jsonschema",
            "io.sluice.tokenlimit",
            "io.sluice.runner",
            "io.sluice.runner.chain");
  }

  @Test
  void pluginsKnowTheSharedLanguageOnly() {
    classes()
        .that(PLUGINS)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE
                .or(PLUGINS)
                .or(resideInAnyPackage("io.sluice.exchange..", "com.github.benmanes.caffeine..")))
        .because("a plugin runs with any adapter: it has no driver, protocol or framework")
        .check(SLUICE);
  }

  @Test
  void noPluginKnowsAnother() {
    slices()
        .matching("io.sluice.(*)..")
        .that(DescribedPredicate.describe("are plugins", slice -> slice.stream().allMatch(PLUGINS)))
        .should()
        .notDependOnEachOther()
        .because("each is switched on by itself; what two need is in exchange")
        .check(SLUICE);
  }

  @Test
  void theSharedLanguageKnowsNobody() {
    classes()
        .that()
        .resideInAPackage("io.sluice.exchange..")
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE.or(
                resideInAnyPackage(
                    "io.sluice.exchange..",
                    "tools.jackson..",
                    "org.yaml.snakeyaml..",
                    "com.fasterxml.uuid..")))
        .because("everybody depends on it")
        .check(SLUICE);
  }

  @Test
  void adaptersKnowNeitherPluginsNorTheRunner() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sluice.extplugin..",
            "io.sluice.onnx..",
            "io.sluice.models..",
            "io.sluice.tokens..",
            "io.sluice.vectors..",
            "io.sluice.resilience..",
            "io.sluice.language..",
            "io.sluice.redis..",
            "io.sluice.elasticsearch..")
        .should()
        .dependOnClassesThat(PLUGINS.or(resideInAPackage("io.sluice.runner..")))
        .because("an adapter serves the ports of exchange, whoever uses them")
        .check(SLUICE);
  }

  @Test
  void apisixsProtocolIsKnownAtTheEdgeOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.extplugin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.api7..", "com.google.flatbuffers..")
        .because("the protocol may change without anybody else noticing")
        .check(SLUICE);
  }

  @Test
  void theSdkIsKnownToItsAdapterAndToTheWiringOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sluice.extplugin.sdk..", "io.sluice.runner..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.apisix..")
        .because("existing filters run beside plugins, which know nothing of them")
        .check(SLUICE);
  }

  @Test
  void onnxRuntimeIsKnownToItsAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .because("a driver appears in its own module only")
        .check(SLUICE);
  }

  @Test
  void elasticsearchsClientIsKnownToItsAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.elasticsearch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("co.elastic.clients..")
        .because("a driver appears in its own module only")
        .check(SLUICE);
  }

  @Test
  void resilience4jIsKnownToItsAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.resilience..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.resilience4j..")
        .because("what fails is a port's matter, not a library's")
        .check(SLUICE);
  }

  @Test
  void opennlpIsKnownToItsAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.language..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("opennlp..")
        .because("a driver appears in its own module only")
        .check(SLUICE);
  }

  @Test
  void springIsKnownToTheRunnerOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.runner..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .because("the framework wires the parts, which do without it")
        .check(SLUICE);
  }

  @Test
  void nothingIsNullUnlessItSaysSo() {
    classes()
        .should(
            be(
                DescribedPredicate.describe(
                    "in a @NullMarked package",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
        .because("the compiler checks null only there")
        .check(SLUICE);
  }

  @Test
  void logsAreWrittenWithSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("one way to log is configured")
        .check(SLUICE);
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    noClasses()
        .that(DescribedPredicate.doNot(COMMAND_LINE))
        .should(ACCESS_STANDARD_STREAMS)
        .because("what the runner prints is its structured log")
        .check(SLUICE);
  }

  @Test
  void packagesDoNotDependOnEachOtherInACircle() {
    slices()
        .matching("io.sluice.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package can be read without those that use it")
        .check(SLUICE);
  }
}
