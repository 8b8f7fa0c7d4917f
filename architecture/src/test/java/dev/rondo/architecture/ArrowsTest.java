package dev.rondo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Modules depend one way: {@code crds <- core <- {scheduler, operator, cli}}, {@code protocol <-
 * {trainer, scheduler}}, {@code jinja <- trainer}. The command line runs the scheduler in its own
 * process, so it may see that too.
 */
@AnalyzeClasses(packages = "dev.rondo")
class ArrowsTest {
  @ArchTest
  static final ArchRule pointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.rondo..")
          .layer("crds")
          .definedBy("dev.rondo.api..")
          .layer("core")
          .definedBy("dev.rondo.core..")
          .layer("jinja")
          .definedBy("dev.rondo.jinja..")
          .layer("rewards")
          .definedBy("dev.rondo.rewards..")
          .layer("protocol")
          .definedBy("dev.rondo.protocol..")
          .layer("trainer")
          .definedBy("dev.rondo.trainer..")
          .layer("scheduler")
          .definedBy("dev.rondo.scheduler..")
          .layer("operator")
          .definedBy("dev.rondo.operator..")
          .layer("cli")
          .definedBy("dev.rondo.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("operator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("trainer")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("scheduler")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("jinja")
          .mayOnlyBeAccessedByLayers("trainer")
          .whereLayer("rewards")
          .mayOnlyBeAccessedByLayers("core", "trainer")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers("trainer", "scheduler", "cli")
          .whereLayer("core")
          .mayOnlyBeAccessedByLayers("scheduler", "operator", "cli")
          .whereLayer("crds")
          .mayOnlyBeAccessedByLayers("core", "scheduler", "operator", "cli");

  @ArchTest
  static final ArchRule onlyTheTrainerKnowsTorch =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.rondo.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule theTrainerKnowsNothingOfKubernetes =
      noClasses()
          .that()
          .resideInAnyPackage("dev.rondo.trainer..", "dev.rondo.protocol..", "dev.rondo.jinja..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..");

  @ArchTest
  static final ArchRule chatTemplatesLeanOnNothing =
      classes()
          .that()
          .resideInAPackage("dev.rondo.jinja..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.rondo.jinja..");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)")
          .orShould()
          .resideInAnyPackage("..utils..", "..util..", "..helpers..");

  @ArchTest
  static final ArchRule stateIsNotStatic =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("dev.rondo.protocol.v1..")
          .should()
          .beFinal();
}
