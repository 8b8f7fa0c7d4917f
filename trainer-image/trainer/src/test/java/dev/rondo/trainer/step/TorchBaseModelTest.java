package dev.rondo.trainer.step;

import static dev.rondo.trainer.step.ToyRuns.lora;
import static dev.rondo.trainer.step.ToyRuns.saved;
import static dev.rondo.trainer.step.ToyRuns.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.objective.SftObjective;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchBaseModelTest {
  private static TorchBaseModel base;

  @BeforeAll
  static void load() throws Exception {
    base = TorchBaseModel.load(RecordedCase.REFERENCES.resolve("models/tiny-llama"), 1);
  }

  @AfterAll
  static void close() {
    base.close();
  }

  @Test
  void aPackTrainsEachAdapterBitForBitAsAlone() throws Exception {
    List<Tuning> tunings = List.of(lora(4, "q_proj", "v_proj"), lora(16, "all-linear"));
    List<float[]> alone = new ArrayList<>();
    for (int member = 0; member < tunings.size(); member++) {
      try (Trainable trainable = base.create(tunings.get(member), member)) {
        train(base, List.of(trainable), List.of(member), 0, 4);
        alone.add(saved(trainable));
      }
    }
    try (Trainable first = base.create(tunings.get(0), 0);
        Trainable second = base.create(tunings.get(1), 1)) {
      train(base, List.of(first, second), List.of(0, 1), 0, 4);
      assertArrayEquals(alone.get(0), saved(first));
      assertArrayEquals(alone.get(1), saved(second));
    }
  }

  @Test
  void aRunIsEvaluatedBitForBitAsAloneBesideOnesOfOtherKinds() throws Exception {
    try (Trainable dora = base.create(ToyRuns.dropping(0, true, 4, "q_proj"), 1);
        Trainable first = base.create(lora(4, "all-linear"), 2);
        Trainable second = base.create(lora(8, "v_proj"), 3)) {
      train(base, List.of(first, second, dora), List.of(0, 1, 2), 0, 2);
      List<PackMember> pack =
          List.of(
              ToyRuns.member(first, 0, 9),
              ToyRuns.member(dora, 1, 9),
              ToyRuns.member(second, 2, 9));
      List<TokenOutputs> together = base.evaluate(pack);
      for (int i = 0; i < pack.size(); i++) {
        float[] alone = base.evaluate(List.of(pack.get(i))).getFirst().logp();
        assertArrayEquals(alone, together.get(i).logp());
      }
    }
  }

  @Test
  void aReloadedStateGoesOnBitForBit() throws Exception {
    float[] through;
    try (Trainable trainable = base.create(lora(8, "all-linear"), 7)) {
      train(base, List.of(trainable), List.of(3), 0, 6);
      through = saved(trainable);
    }
    float[] half;
    try (Trainable trainable = base.create(lora(8, "all-linear"), 7)) {
      train(base, List.of(trainable), List.of(3), 0, 3);
      half = saved(trainable);
    }
    try (Trainable other = base.create(lora(8, "all-linear"), 99)) {
      other.load(MemorySegment.ofArray(half));
      train(base, List.of(other), List.of(3), 3, 6);
      assertArrayEquals(through, saved(other));
    }
  }

  @Test
  void trainingChangesTheAdapterAndLowersTheLossOnItsRows() throws Exception {
    try (Trainable trainable = base.create(lora(8, "all-linear"), 1)) {
      float before = loss(trainable);
      for (int repeat = 0; repeat < 5; repeat++) {
        train(base, List.of(trainable), List.of(0), 0, 1);
      }
      assertTrue(loss(trainable) < before, "loss stays at " + before);
    }
  }

  @Test
  void everyUnknownTargetIsNamedAtOnce() {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> base.layout(lora(0, "q_prj", "gate")));
    assertEquals(
        List.of("peft.r", "peft.target_modules", "peft.target_modules"),
        refused.problems().stream().map(Problem::field).toList());
  }

  @Test
  void anAdapterOfAnotherRankIsRefusedByName() {
    Tuning other =
        new Tuning.Lora(
            16,
            32,
            0,
            List.of("q_proj", "v_proj"),
            false,
            false,
            Optional.of(
                RecordedCase.REFERENCES.resolve("cases/sft-a-llama-qv-linear/init_adapter")));
    RefusedException refused = assertThrows(RefusedException.class, () -> base.create(other, 0));
    assertTrue(
        refused.getMessage().contains("has shape [8, 64], this configuration wants [16, 64]"));
  }

  private static float loss(Trainable trainable) {
    TokenOutputs outputs = base.evaluate(List.of(ToyRuns.member(trainable, 0, 0))).getFirst();
    return SftObjective.of(outputs, outputs.logp().length).loss();
  }
}
