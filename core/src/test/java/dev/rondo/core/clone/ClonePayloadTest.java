package dev.rondo.core.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.WarmStart;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClonePayloadTest {
  @Test
  void nothingSaidIsAColdCloneOfTheSameConfiguration() {
    for (String text : List.of("", "true", " {} ")) {
      CloneRequest request = accepted(text);
      assertEquals(Optional.empty(), request.warmStart());
      assertEquals(Optional.empty(), request.name());
      assertTrue(request.changes().isEmpty());
    }
  }

  @Test
  void warmStartTrueMeansTheDefaults() {
    CloneRequest request =
        accepted("{name: hot, warmStart: true, trainingArgs: {learning_rate: 5e-4}}");
    assertEquals(
        Optional.of(new WarmStart(false, "Restart", "Continue", "Inherit")), request.warmStart());
    assertEquals(Optional.of("hot"), request.name());
    assertEquals(CloneRequest.LATEST, request.at());
    assertEquals("{\"trainingArgs\":{\"learning_rate\":5.0E-4}}", request.changes().toString());
  }

  @Test
  void whatIsLeftOutOfWarmStartIsTheDefault() {
    assertEquals(
        Optional.of(new WarmStart(true, "Continue", "Continue", "Inherit")),
        accepted("{warmStart: {optimizer: true, schedule: Continue}, at: 16}").warmStart());
  }

  @Test
  void everyProblemIsToldAtOnce() {
    assertEquals(
        List.of(
            "warmstart is unknown; did you mean warmStart?",
            "name is \"Hot\", must be of lower case letters, digits and dashes,"
                + " a letter or digit at both ends",
            "at is \"later\", must be Latest, a step, or a checkpoint's digest",
            "peft must be a map of its fields",
            "set must be a list like [trainingArgs.max_steps=20]",
            "at says which checkpoint a warm clone starts from; add warmStart: true or leave it"
                + " out"),
        refused("{warmstart: true, name: Hot, at: later, peft: 3, set: x}"));
    assertEquals(
        List.of(
            "warmStart.optimiser is unknown; did you mean optimizer?",
            "warmStart.schedule is \"restart\", must be Restart or Continue; did you mean Restart?"),
        refused("{warmStart: {optimiser: true, schedule: restart}}"));
  }

  @Test
  void malformedTextIsRefused() {
    assertEquals(1, refused("{name: [").size());
    assertEquals(1, refused("- a\n- b").size());
    assertEquals(1, refused("a: 1\n---\nb: 2").size());
  }

  @Property(tries = 300)
  void noTextThrows(@ForAll String text) {
    switch (ClonePayload.read("id", text)) {
      case CloneReading.Accepted(CloneRequest request) -> assertEquals("id", request.id());
      case CloneReading.Refused(List<String> problems) -> assertTrue(!problems.isEmpty());
    }
  }

  private static CloneRequest accepted(String text) {
    CloneReading reading = ClonePayload.read("id", text);
    return assertInstanceOf(CloneReading.Accepted.class, reading, reading::toString).request();
  }

  private static List<String> refused(String text) {
    CloneReading reading = ClonePayload.read("id", text);
    return assertInstanceOf(CloneReading.Refused.class, reading, reading::toString).problems();
  }
}
