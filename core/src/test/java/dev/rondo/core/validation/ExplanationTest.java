package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void tellsTypeRangeDocDefaultsAndTrainers() {
    assertEquals(
        """
        trainingArgs.learning_rate: a number of at least 0
          Peak learning rate.
          Default: 2e-5 (SFT), 1e-6 (DPO), 1e-6 (GRPO)
          Trainers: SFT, DPO, GRPO\
        """,
        Explanation.of("learning_rate").text());
  }

  @Test
  void listsTheFieldsOfAnObject() {
    assertTrue(Explanation.of("spec.search").text().contains("\n    grid "));
    assertTrue(Explanation.of("peft").text().contains("\n    lora_alpha "));
    assertTrue(Explanation.of("spec.base").text().contains("\n    trainingArgs "));
    assertTrue(Explanation.of("spec.model").text().contains("\n    dtype "));
    assertTrue(Explanation.of("spec.search.grid").text().contains("\n    values "));
  }

  @Test
  void takesTheEndOfAPathThatOnlyOneFieldHas() {
    assertEquals(Explanation.of("spec.search.grid"), Explanation.of("search.grid"));
    assertTrue(Explanation.of("worker.gpus").found());
    assertTrue(Explanation.of("grid.values").found());
  }

  @Test
  void saysWhyAFieldIsRefusedOrWhatIsNearest() {
    assertEquals(
        new Explanation(false, "learing_rate is no field; did you mean learning_rate?"),
        Explanation.of("learing_rate"));
    assertTrue(Explanation.of("modules_to_save").text().contains("not supported by Rondo"));
    assertFalse(Explanation.of("uri").found());
    assertTrue(Explanation.of("uri").text().contains("  dataset.train.uri"));
  }
}
