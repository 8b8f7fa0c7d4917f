package dev.rondo.trainer.step;

import static dev.rondo.trainer.step.ToyRuns.dropping;
import static dev.rondo.trainer.step.ToyRuns.lora;
import static dev.rondo.trainer.step.ToyRuns.saved;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static TorchBaseModel base;

  @BeforeAll
  static void load() throws Exception {
    base = TorchBaseModel.load(RecordedCase.REFERENCES.resolve("models/tiny-llama"), 1);
  }

  @AfterAll
  static void close() {
    base.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void masksDoNotDependOnNeighboursInThePack(boolean dora) throws Exception {
    Tuning one = dropping(0.1, dora, 4, "q_proj", "v_proj");
    Tuning other = dropping(0.5, dora, 8, "all-linear");
    float[] aloneOne = trained(one, 1);
    float[] aloneOther = trained(other, 2);
    try (Trainable first = base.create(one, 1);
        Trainable second = base.create(other, 2);
        Trainable third = base.create(lora(4, "q_proj"), 3)) {
      ToyRuns.train(base, List.of(first, third, second), List.of(1, 3, 2), 0, 3);
      assertArrayEquals(aloneOne, saved(first));
      assertArrayEquals(aloneOther, saved(second));
    }
  }

  @Test
  void aKeyAlwaysGivesTheSameMasksAndAnotherKeyOthers() throws Exception {
    try (Trainable trainable = base.create(dropping(0.3, false, 8, "all-linear"), 5)) {
      ToyRuns.train(base, List.of(trainable), List.of(5), 0, 2);
      PackMember member = ToyRuns.member(trainable, 5, 2);
      PackMember otherKey = new PackMember(trainable, member.rows(), member.rngKey() + 1);
      float[] once = logp(member);
      base.evaluate(List.of(member));
      assertArrayEquals(once, logp(member));
      assertFalse(Arrays.equals(once, logp(otherKey)));
    }
  }

  @Test
  void nothingIsDroppedInEvaluation() throws Exception {
    try (Trainable dropping = base.create(dropping(0.5, false, 8, "all-linear"), 5);
        Trainable keeping = base.create(lora(8, "all-linear"), 5)) {
      ToyRuns.train(base, List.of(keeping), List.of(5), 0, 2);
      dropping.load(MemorySegment.ofArray(saved(keeping)));
      assertArrayEquals(
          base.evaluate(List.of(ToyRuns.member(keeping, 1, 0))).getFirst().logp(),
          base.evaluate(List.of(ToyRuns.member(dropping, 1, 0))).getFirst().logp());
    }
  }

  @Test
  void maskedInputsAreScaledSoThatTheirMeanIsTheInput() throws Exception {
    try (Trainable trainable = base.create(dropping(0.3, false, 8, "all-linear"), 5);
        Trainable untrained = base.create(lora(8, "q_proj"), 5)) {
      ToyRuns.train(base, List.of(trainable), List.of(5), 0, 1);
      PackMember member = ToyRuns.member(trainable, 1, 0);
      float[] without = logp(ToyRuns.member(untrained, 1, 0));
      float[] full = base.evaluate(List.of(member)).getFirst().logp();
      double along = 0;
      double squares = 0;
      for (int key = 0; key < 100; key++) {
        float[] dropped = logp(new PackMember(trainable, member.rows(), key));
        for (int i = 0; i < full.length; i++) {
          double effect = (double) full[i] - without[i];
          along += ((double) dropped[i] - without[i]) * effect;
          squares += effect * effect;
        }
      }
      assertEquals(1, along / squares, 0.05);
    }
  }

  @Test
  void droppingEverythingLeavesTheBaseAndNoGradient() throws Exception {
    try (Trainable trainable = base.create(dropping(1, false, 8, "all-linear"), 5);
        Trainable untrained = base.create(lora(8, "q_proj"), 5)) {
      ToyRuns.train(base, List.of(trainable), List.of(5), 0, 1);
      assertEquals(0, trainable.gradNorm());
      assertArrayEquals(
          base.evaluate(List.of(ToyRuns.member(untrained, 1, 0))).getFirst().logp(),
          logp(ToyRuns.member(trainable, 1, 0)));
    }
  }

  @Test
  void aDropoutThatIsNoProbabilityIsRefusedByName() {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> base.layout(dropping(1.5, false, 8, "q_proj")));
    assertEquals("peft.lora_dropout", refused.problems().getFirst().field());
  }

  private static float[] trained(Tuning tuning, int data) throws Exception {
    try (Trainable trainable = base.create(tuning, data)) {
      ToyRuns.train(base, List.of(trainable), List.of(data), 0, 3);
      return saved(trainable);
    }
  }

  private static float[] logp(PackMember member) {
    try (ForwardPass pass = base.forward(List.of(member))) {
      return pass.outputs().getFirst().logp();
    }
  }
}
