package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.ExperimentSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImmutableFieldsTest {
  private static final String CONTRACT = Manifests.text("experiment-sft.yaml");

  @Test
  void whatIsTriedMayChange() {
    String edited =
        CONTRACT
            .replace("values: [1.0e-3", "values: [7.0e-3")
            .replace("slots: 1", "slots: 2")
            .replace("lora_alpha: 64", "lora_alpha: 32");
    assertEquals(List.of(), ImmutableFields.changed(spec(CONTRACT), spec(edited)));
  }

  @Test
  void whatRunsHaveInCommonMayNot() {
    String edited = CONTRACT.replace("seed: 42", "seed: 43").replace("tiny-llama", "other");
    List<String> changed = ImmutableFields.changed(spec(CONTRACT), spec(edited));
    assertEquals(2, changed.size());
    assertTrue(changed.getFirst().startsWith("spec.model can't change"), changed::toString);
  }

  private static ExperimentSpec spec(String text) {
    return Manifests.experiment(text).spec();
  }
}
