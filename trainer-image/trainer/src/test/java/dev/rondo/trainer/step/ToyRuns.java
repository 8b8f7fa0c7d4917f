package dev.rondo.trainer.step;

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

/** Short runs on random rows: data {@code d} and step {@code s} always mean the same rows. */
final class ToyRuns {
  private static final AdamW ADAMW = new AdamW(0.9, 0.999, 1e-8, 0.01, 1);
  private static final int VOCABULARY = 512;

  private ToyRuns() {}

  static Tuning.Lora lora(int r, String... targets) {
    return new Tuning.Lora(r, 2.0 * r, 0, List.of(targets), false, false, Optional.empty());
  }

  static Tuning.Lora dropping(double dropout, boolean dora, int r, String... targets) {
    return new Tuning.Lora(r, 2.0 * r, dropout, List.of(targets), false, dora, Optional.empty());
  }

  /** Trains the members as one pack, member i on data i of the list, steps [from, to). */
  static void train(BaseModel base, List<Trainable> members, List<Integer> data, int from, int to) {
    for (int step = from; step < to; step++) {
      List<PackMember> pack = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        members.get(i).zeroGrad();
        pack.add(member(members.get(i), data.get(i), step));
      }
      backward(base, pack);
      for (Trainable member : members) {
        member.update(ADAMW, 1e-3, step + 1, member.gradNorm());
      }
    }
  }

  static PackMember member(Trainable trainable, int data, int step) {
    return new PackMember(trainable, rows(data, step), 1000L * data + step);
  }

  static List<TokenOutputs> backward(BaseModel base, List<PackMember> pack) {
    try (ForwardPass pass = base.forward(pack)) {
      List<float[]> gradients = new ArrayList<>();
      for (TokenOutputs outputs : pass.outputs()) {
        gradients.add(SftObjective.of(outputs, outputs.logp().length).dLogp());
      }
      pass.backward(gradients);
      return pass.outputs();
    }
  }

  /** Rows of different lengths. */
  static List<TokenRow> rows(int data, int step) {
    Random random = new Random(31L * data + step);
    List<TokenRow> rows = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      int[] ids = random.ints(9 + random.nextInt(30), 0, VOCABULARY).toArray();
      boolean[] trained = new boolean[ids.length];
      Arrays.fill(trained, 3, ids.length, true);
      rows.add(TokenRow.of(ids, trained));
    }
    return rows;
  }

  /** Parameters and both moments. */
  static float[] saved(Trainable trainable) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(3 * trainable.layout().length() * Float.BYTES);
      trainable.save(segment);
      return segment.toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
