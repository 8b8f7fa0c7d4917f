package dev.rondo.trainer.grpo;

import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * TRL's GRPO. Its micro-batches are parts of rounds, which the run generates and keeps in its
 * state.
 *
 * @param settings of the run
 * @param data its prompts: rows without trained tokens
 * @param plan which prompts each round asks
 * @param longest row with the longest prompt
 */
public record GrpoObjective(GrpoSettings settings, PreparedData data, RoundPlan plan, int longest)
    implements Objective {
  /** The objective of a run. */
  public static GrpoObjective of(GrpoSettings settings, PreparedData data, long seed) {
    RoundPlan plan = RoundPlan.of(settings, data.train().size(), seed);
    int longest = 0;
    for (int row = 1; row < data.train().size(); row++) {
      longest = length(data, row) > length(data, longest) ? row : longest;
    }
    return new GrpoObjective(settings, data, plan, longest);
  }

  private static int length(PreparedData data, int row) {
    return data.train().row(row).ids().length;
  }

  /** Tokens of the longest prompt with the longest completion. */
  public int mostTokens() {
    return length(data, longest) + settings.sampling().maxNewTokens();
  }

  /** What a step is like at most, for estimates: prompts and completions as long as they get. */
  @Override
  public List<MicroBatch> step(long stepsDone) {
    int length = settings.sampling().maxNewTokens();
    float[] none = RoundCompletion.NONE;
    float[] reference = hasReference() ? new float[length] : none;
    RoundCompletion full = new RoundCompletion(longest, new int[length], true, none, reference);
    List<RoundCompletion> all = Collections.nCopies(settings.batchSize(), full);
    LossScale scale = new LossScale(1, 1, (long) length * all.size());
    List<TokenRow> rows = all.stream().map(c -> row(data.train(), c)).toList();
    return List.of(new GrpoBatch(settings.loss(), scale, rows, all, new float[all.size()]));
  }

  @Override
  public boolean hasReference() {
    return settings.loss().beta() != 0;
  }

  @Override
  public Stream<MicroBatch> evaluation() {
    throw new IllegalStateException("a GRPO evaluation is made of rounds");
  }

  /** The rounds that micro-batches of an epoch are parts of, in order. */
  public List<Long> rounds(int epoch, int firstBatch, int batches) {
    return IntStream.range(firstBatch, firstBatch + batches)
        .mapToObj(batch -> plan.roundOf(epoch, batch))
        .distinct()
        .toList();
  }

  /** The micro-batches of an optimizer step. */
  public List<MicroBatch> step(int epoch, int firstBatch, int batches, List<Round> rounds) {
    List<MicroBatch> parts = new ArrayList<>();
    for (int batch = firstBatch; batch < firstBatch + batches; batch++) {
      long index = plan.roundOf(epoch, batch);
      Round round = rounds.stream().filter(r -> r.index() == index).findFirst().orElseThrow();
      LossScale scale =
          new LossScale(
              batches, settings.stepsPerGeneration(), round.items(settings.maskTruncated()));
      int[] slice = round.slice(batch % settings.stepsPerGeneration(), settings.batchSize());
      parts.add(part(data.train(), round, advantages(round), slice, scale));
    }
    return parts;
  }

  /** A whole round as one micro-batch, for evaluation. */
  public MicroBatch whole(PreparedRows rows, Round round) {
    LossScale scale = new LossScale(1, 1, round.items(settings.maskTruncated()));
    int[] all = Round.inOrder(round.completions().size());
    return part(rows, round, evaluated(round), all, scale);
  }

  private GrpoBatch part(
      PreparedRows rows, Round round, Advantages advantages, int[] slice, LossScale scale) {
    List<RoundCompletion> completions =
        Arrays.stream(slice).mapToObj(round.completions()::get).toList();
    float[] values = new float[slice.length];
    for (int i = 0; i < slice.length; i++) {
      values[i] = advantages.advantages()[slice[i]];
    }
    return new GrpoBatch(
        settings.loss(),
        scale,
        completions.stream().map(completion -> row(rows, completion)).toList(),
        completions,
        values);
  }

  /** Prompt and completion as the model is asked about them. */
  public TokenRow row(PreparedRows rows, RoundCompletion completion) {
    int[] prompt = rows.row(completion.row()).ids();
    int[] ids = Arrays.copyOf(prompt, prompt.length + completion.ids().length);
    System.arraycopy(completion.ids(), 0, ids, prompt.length, completion.ids().length);
    boolean[] trained = new boolean[ids.length];
    if (completion.ended() || !settings.maskTruncated()) {
      Arrays.fill(trained, prompt.length, ids.length, true);
    }
    return TokenRow.of(ids, trained);
  }

  /** What is logged of a round that was scored. */
  public SequencedMap<String, Double> metrics(Round round) {
    return RoundMetrics.of(round, advantages(round));
  }

  /** The same of a round of an evaluation. */
  public SequencedMap<String, Double> evalMetrics(Round round) {
    return RoundMetrics.of(round, evaluated(round));
  }

  /** Advantage of each completion of a round. */
  public float[] advantagesOf(Round round) {
    return advantages(round).advantages();
  }

  private Advantages advantages(Round round) {
    return Advantages.of(settings.advantages(), round.rewards(), weights(round));
  }

  private Advantages evaluated(Round round) {
    AdvantageSettings own =
        new AdvantageSettings(
            settings.evalGroupSize(),
            settings.advantages().scale(),
            settings.advantages().normalizeThenSum());
    return Advantages.of(own, round.rewards(), weights(round));
  }

  private double[] weights(Round round) {
    double[] weights = new double[round.rewardNames().size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] =
          k < settings.statedWeights().size()
              ? settings.statedWeights().get(k)
              : k < settings.rewards().size() ? settings.rewards().get(k).weight() : 1;
    }
    return weights;
  }
}
