package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.SftObjective;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchBaseModelTest {
  private static final AdamW ADAMW = new AdamW(0.9, 0.999, 1e-8, 0.01, 1);
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
        train(List.of(trainable), List.of(member), 0, 4);
        alone.add(saved(trainable));
      }
    }
    try (Trainable first = base.create(tunings.get(0), 0);
        Trainable second = base.create(tunings.get(1), 1)) {
      train(List.of(first, second), List.of(0, 1), 0, 4);
      assertArrayEquals(alone.get(0), saved(first));
      assertArrayEquals(alone.get(1), saved(second));
    }
  }

  @Test
  void aReloadedStateGoesOnBitForBit() throws Exception {
    float[] through;
    try (Trainable trainable = base.create(lora(8, "all-linear"), 7)) {
      train(List.of(trainable), List.of(3), 0, 6);
      through = saved(trainable);
    }
    float[] half;
    try (Trainable trainable = base.create(lora(8, "all-linear"), 7)) {
      train(List.of(trainable), List.of(3), 0, 3);
      half = saved(trainable);
    }
    try (Trainable other = base.create(lora(8, "all-linear"), 99)) {
      other.load(MemorySegment.ofArray(half));
      train(List.of(other), List.of(3), 3, 6);
      assertArrayEquals(through, saved(other));
    }
  }

  @Test
  void trainingChangesTheAdapterAndLowersTheLossOnItsRows() throws Exception {
    try (Trainable trainable = base.create(lora(8, "all-linear"), 1)) {
      float before = loss(trainable);
      for (int repeat = 0; repeat < 5; repeat++) {
        train(List.of(trainable), List.of(0), 0, 1);
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

  private static Tuning lora(int r, String... targets) {
    return new Tuning.Lora(r, 2.0 * r, 0, List.of(targets), false, false, Optional.empty());
  }

  private static void train(List<Trainable> members, List<Integer> data, int from, int to) {
    for (int step = from; step < to; step++) {
      List<PackMember> pack = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        members.get(i).zeroGrad();
        pack.add(new PackMember(members.get(i), rows(data.get(i), step), 0));
      }
      try (ForwardPass pass = base.forward(pack)) {
        List<float[]> gradients = new ArrayList<>();
        for (TokenOutputs outputs : pass.outputs()) {
          gradients.add(SftObjective.of(outputs, outputs.logp().length).dLogp());
        }
        pass.backward(gradients);
      }
      for (Trainable member : members) {
        member.update(ADAMW, 1e-3, step + 1, member.gradNorm());
      }
    }
  }

  private static float loss(Trainable trainable) {
    List<PackMember> pack = List.of(new PackMember(trainable, rows(0, 0), 0));
    TokenOutputs outputs = base.evaluate(pack).getFirst();
    return SftObjective.of(outputs, outputs.logp().length).loss();
  }

  /** Rows of different lengths, the same for the same data and step. */
  private static List<TokenRow> rows(int data, int step) {
    Random random = new Random(31L * data + step);
    List<TokenRow> rows = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      int[] ids = random.ints(9 + random.nextInt(30), 0, 512).toArray();
      boolean[] trained = new boolean[ids.length];
      Arrays.fill(trained, 3, ids.length, true);
      rows.add(TokenRow.of(ids, trained));
    }
    return rows;
  }

  private static float[] saved(Trainable trainable) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(3 * trainable.layout().length() * Float.BYTES);
      trainable.save(segment);
      return segment.toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
