package dev.rondo.bench;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.step.AdamW;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ForwardPass;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.StepSettings;
import dev.rondo.trainer.step.TokenOutputs;
import dev.rondo.trainer.step.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whole training steps of a pack: forward, loss, backward, clipping and AdamW. Each member has rank
 * 16 and its own random rows of up to 64 tokens, the last quarter of each trained.
 */
final class BenchedCase implements BenchedSteps {
  private static final int RANK = 16;
  private static final int ROW_TOKENS = 64;
  private static final int VOCABULARY = 2000;
  private static final double LEARNING_RATE = 1e-5;
  private static final AdamW ADAMW = new AdamW(0.9, 0.999, 1e-8, 0.01, 1);

  private final BaseModel base;
  private final List<PackMember> pack = new ArrayList<>();
  private long steps;

  BenchedCase(BaseModel base, StepSettings settings, List<String> targets, int members, int tokens)
      throws RefusedException {
    this.base = base;
    Tuning tuning = new Tuning.Lora(RANK, 2 * RANK, 0, targets, false, false, Optional.empty());
    Random random = new Random(1);
    for (int member = 0; member < members; member++) {
      pack.add(new PackMember(base.create(tuning, member, settings), rows(tokens, random), 0));
    }
  }

  private static List<TokenRow> rows(int tokens, Random random) {
    int length = Math.min(tokens, ROW_TOKENS);
    List<TokenRow> rows = new ArrayList<>();
    for (int row = 0; row < tokens / length; row++) {
      boolean[] trained = new boolean[length];
      Arrays.fill(trained, length - length / 4, length, true);
      rows.add(TokenRow.of(random.ints(length, 0, VOCABULARY).toArray(), trained));
    }
    return rows;
  }

  @Override
  public void train() {
    pack.forEach(member -> member.trainable().zeroGrad());
    try (ForwardPass pass = base.forward(pack)) {
      List<float[]> gradients = new ArrayList<>();
      for (TokenOutputs outputs : pass.outputs()) {
        gradients.add(SftObjective.of(outputs, outputs.logp().length).dLogp());
      }
      pass.backward(gradients);
    }
    steps++;
    for (PackMember member : pack) {
      Trainable trainable = member.trainable();
      trainable.update(ADAMW, LEARNING_RATE, steps, trainable.gradNorm());
    }
  }

  @Override
  public void close() {
    pack.forEach(member -> member.trainable().close());
  }
}
