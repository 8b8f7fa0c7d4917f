package dev.rondo.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/**
 * The rules are pure: no I/O, no clock, no threads, no Kubernetes client, no torch. Text is parsed
 * from strings and digested as UTF-8; Kubernetes' metadata is a plain record of the API; a moment
 * is given, never looked up.
 */
@AnalyzeClasses(packages = "dev.rondo.core", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
  @ArchTest
  static final ArchRule reachesNothingOutside =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.util.concurrent..",
              "io.fabric8.kubernetes.client..",
              "ai.djl..",
              "dev.rondo.trainer..",
              "dev.rondo.scheduler..");

  @ArchTest
  static final ArchRule readsNoClockAndStartsNoThread =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);
}
