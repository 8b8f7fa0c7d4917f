package dev.rondo.trainer.step;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.ModelConfig;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whether members of a pack come out bit for bit as alone on this machine, with this model's own
 * shapes: kernels are chosen, and round, by shape, processor and library.
 */
final class PackSelfTest {
  /** Few rows and many, odd and even, and equal lengths side by side. */
  private static final List<List<Integer>> LENGTHS =
      List.of(List.of(3), List.of(17, 17, 9), List.of(33), List.of(48, 16));

  private static final int RANK = 8;
  private static final float SPREAD = 0.05f;

  private final TorchBaseModel base;
  private final ModelConfig config;
  private final StepSettings settings;
  private final Random random = new Random(1);

  PackSelfTest(TorchBaseModel base, ModelConfig config, StepSettings settings) {
    this.base = base;
    this.config = config;
    this.settings = settings;
  }

  boolean passes() {
    List<PackMember> pack = new ArrayList<>();
    try {
      for (List<Integer> lengths : LENGTHS) {
        pack.add(new PackMember(adapter(), rows(lengths), pack.size()));
      }
      List<float[]> packed = compute(pack);
      List<float[]> alone = new ArrayList<>();
      pack.forEach(member -> alone.addAll(compute(List.of(member))));
      return Arrays.deepEquals(packed.toArray(), alone.toArray());
    } catch (RefusedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      pack.forEach(member -> member.trainable().close());
    }
  }

  /** Log-probabilities and gradient of each member. */
  private List<float[]> compute(List<PackMember> pack) {
    pack.forEach(member -> member.trainable().zeroGrad());
    List<float[]> results = new ArrayList<>();
    try (ForwardPass pass = base.explicit(pack)) {
      pass.backward(pass.outputs().stream().map(TokenOutputs::logp).toList());
      for (int i = 0; i < pack.size(); i++) {
        results.add(pass.outputs().get(i).logp());
        results.add(((TorchTrainable) pack.get(i).trainable()).gradientValues());
      }
    }
    return results;
  }

  private Trainable adapter() throws RefusedException {
    Tuning tuning =
        new Tuning.Lora(RANK, RANK, 0.1, List.of("all-linear"), false, false, Optional.empty());
    Trainable trainable = base.create(tuning, 0, settings);
    int length = Math.toIntExact(trainable.layout().length());
    float[] state = new float[3 * length];
    for (int i = 0; i < length; i++) {
      state[i] = SPREAD * (float) random.nextGaussian();
    }
    trainable.load(MemorySegment.ofArray(state));
    return trainable;
  }

  private List<TokenRow> rows(List<Integer> lengths) {
    List<TokenRow> rows = new ArrayList<>();
    for (int length : lengths) {
      int tokens = Math.min(length, config.maxPositions());
      boolean[] trained = new boolean[tokens];
      Arrays.fill(trained, Math.ceilDiv(tokens, 2), tokens, true);
      rows.add(TokenRow.of(random.ints(tokens, 0, config.vocabSize()).toArray(), trained));
    }
    return rows;
  }
}
