package dev.rondo.bench;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.objective.dpo.DpoLoss;
import dev.rondo.trainer.objective.dpo.DpoLossType;
import dev.rondo.trainer.objective.dpo.DpoObjective;
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
 * Whole DPO steps of one run: the reference asked (the base, its adapter off), forward, sigmoid
 * loss, backward, clipping and AdamW. Rank 16; both completions are the last quarter of sequences
 * of equal length.
 */
final class BenchedPairs implements BenchedSteps {
  private static final int RANK = 16;
  private static final int VOCABULARY = 2000;
  private static final double LEARNING_RATE = 1e-6;
  private static final AdamW ADAMW = new AdamW(0.9, 0.999, 1e-8, 0, 1);

  private final BaseModel base;
  private final Trainable policy;
  private final Trainable reference;
  private final MicroBatch batch;
  private long steps;

  BenchedPairs(BaseModel base, StepSettings settings, List<String> targets, int pairs, int tokens)
      throws RefusedException {
    this.base = base;
    Tuning tuning = new Tuning.Lora(RANK, 2 * RANK, 0, targets, false, false, Optional.empty());
    this.policy = base.create(tuning, 1, settings);
    this.reference = base.untrained(tuning, settings);
    this.batch =
        DpoObjective.microBatch(rows(pairs, tokens), DpoLoss.of(DpoLossType.SIGMOID, 0.1, 0), 1);
  }

  private static List<TokenRow> rows(int pairs, int tokens) {
    Random random = new Random(1);
    boolean[] trained = new boolean[2 * tokens];
    Arrays.fill(trained, tokens - tokens / 4, tokens, true);
    Arrays.fill(trained, 2 * tokens - tokens / 4, 2 * tokens, true);
    List<TokenRow> rows = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      int[] ids = random.ints(2L * tokens, 0, VOCABULARY).toArray();
      rows.add(new TokenRow(ids, trained, new int[] {tokens, tokens}));
    }
    return rows;
  }

  @Override
  public void train() {
    policy.zeroGrad();
    TokenOutputs held =
        base.evaluate(List.of(new PackMember(reference, batch.referenceRows(), 0))).getFirst();
    try (ForwardPass pass = base.forward(List.of(new PackMember(policy, batch.rows(), 0)))) {
      pass.backward(List.of(batch.loss(pass.outputs().getFirst(), held).dLogp()));
    }
    policy.update(ADAMW, LEARNING_RATE, ++steps, policy.gradNorm());
  }

  @Override
  public void close() {
    policy.close();
    reference.close();
  }
}
