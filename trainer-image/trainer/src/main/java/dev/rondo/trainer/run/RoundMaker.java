package dev.rondo.trainer.run;

import dev.rondo.rewards.RewardException;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.generation.Completion;
import dev.rondo.trainer.generation.Decoder;
import dev.rondo.trainer.generation.DecodingRow;
import dev.rondo.trainer.grpo.GrpoObjective;
import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.grpo.Round;
import dev.rondo.trainer.grpo.RoundCompletion;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.order.RowOrder;
import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Generates rounds with the policy as it is, and asks the policies about them. */
final class RoundMaker implements AutoCloseable {
  /** A round that no training has. */
  private static final long EVALUATION = -1;

  /** The stream of a round's order: no row and no sample has it. */
  private static final long ORDER = -1;

  private final AttachedRun run;
  private final GrpoRun grpo;
  private final GrpoObjective objective;
  private final GrpoSettings settings;
  private Optional<Decoder> decoder = Optional.empty();

  RoundMaker(AttachedRun run, GrpoRun grpo) {
    this.run = run;
    this.grpo = grpo;
    this.objective = grpo.objective();
    this.settings = objective.settings();
  }

  /** A round of training, generated or replayed. */
  Round make(long index) throws IOException {
    PreparedRows rows = run.session().data().train();
    Round round =
        grpo.replay().isPresent()
            ? grpo.replay().get().round(index)
            : generate(rows, index, objective.plan().rowsOf(index));
    List<RoundCompletion> asked = new ArrayList<>();
    int batch = settings.batchSize();
    for (int from = 0; from < round.completions().size(); from += batch) {
      asked.addAll(
          asked(
              rows,
              round
                  .completions()
                  .subList(from, Math.min(round.completions().size(), from + batch))));
    }
    return round.with(asked);
  }

  /** Tokens of all prompts and completions. */
  long tokens(Round round) {
    PreparedRows rows = run.session().data().train();
    return round.completions().stream()
        .mapToLong(c -> rows.row(c.row()).ids().length + c.ids().length)
        .sum();
  }

  private Round generate(PreparedRows rows, long index, int[] wanted) {
    long seed = run.session().leaf().seed();
    Map<Integer, int[]> prompts = new HashMap<>();
    Map<Integer, Integer> samples = new HashMap<>();
    List<DecodingRow> asked = new ArrayList<>();
    for (int row : wanted) {
      int sample = samples.merge(row, 1, Integer::sum) - 1;
      asked.add(
          new DecodingRow(
              prompts.computeIfAbsent(row, r -> rows.row(r).ids()),
              RngKey.ofCompletion(seed, index, row, sample)));
    }
    List<Completion> decoded;
    try (DecodingArguments model = run.base().decoding(run.trainable())) {
      decoded = decoder().decode(model, asked, grpo.sampling());
    }
    List<RoundCompletion> completions = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      Completion one = decoded.get(i);
      completions.add(
          new RoundCompletion(wanted[i], one.ids(), one.ended(), new float[0], new float[0]));
    }
    long order = RngKey.ofCompletion(seed, index, ORDER, ORDER);
    return new Round(
        index,
        completions,
        RowOrder.ofEpoch(order >>> 32, 0, wanted.length),
        List.of(),
        new double[0][]);
  }

  private Decoder decoder() {
    if (decoder.isEmpty()) {
      decoder = Optional.of(new Decoder());
    }
    return decoder.get();
  }

  /** Completions with what the policies say of them, where the loss needs it. */
  private List<RoundCompletion> asked(PreparedRows rows, List<RoundCompletion> completions) {
    List<TokenRow> tokens = completions.stream().map(c -> objective.row(rows, c)).toList();
    float[] old = settings.needsOldLogps() ? logp(run.trainable(), tokens) : new float[0];
    float[] reference =
        run.reference().isPresent() ? logp(run.reference().get(), tokens) : new float[0];
    List<RoundCompletion> asked = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < completions.size(); i++) {
      RoundCompletion c = completions.get(i);
      int end = at + tokens.get(i).targets();
      asked.add(
          new RoundCompletion(
              c.row(), c.ids(), c.ended(), part(old, at, end), part(reference, at, end)));
      at = end;
    }
    return asked;
  }

  private static float[] part(float[] values, int from, int to) {
    return values.length == 0 ? values : Arrays.copyOfRange(values, from, to);
  }

  private float[] logp(Trainable policy, List<TokenRow> rows) {
    return run.base().evaluate(List.of(new PackMember(policy, rows, 0))).getFirst().logp();
  }

  /**
   * TRL's evaluation: completions of every prompt of the evaluation rows, and their rewards.
   *
   * @throws AwaitedRewards if others have to be waited for; they were asked about every completion,
   *     and the same evaluation asks them nothing again
   */
  Evaluation evaluate() throws TrainingFailure, AwaitedRewards {
    PreparedRows rows = run.session().data().eval().orElseThrow();
    int group = settings.evalGroupSize();
    int prompts = Math.max(1, run.session().leaf().evalBatchSize() / group);
    LogWindow window = LogWindow.EMPTY;
    double loss = 0;
    int count = 0;
    boolean isAwaited = false;
    for (int from = 0; from < rows.size(); from += prompts) {
      int first = from;
      int last = Math.min(rows.size(), from + prompts);
      int[] wanted =
          IntStream.range(0, (last - first) * group).map(i -> first + i / group).toArray();
      Duration patience = isAwaited ? Duration.ZERO : Rounds.PATIENCE;
      Optional<Round> scored = scored(rows, generate(rows, EVALUATION, wanted), patience);
      isAwaited |= scored.isEmpty();
      if (isAwaited) {
        continue;
      }
      Round round = scored.get().with(asked(rows, scored.get().completions()));
      MicroBatch batch = objective.whole(rows, round);
      TokenOutputs said =
          run.base().evaluate(List.of(new PackMember(run.trainable(), batch.rows(), 0))).getFirst();
      Loss part = batch.loss(said, TokenOutputs.NONE);
      window = window.plus(objective.evalMetrics(round)).plusMicroBatch(part);
      loss += (double) part.loss() * wanted.length;
      count += wanted.length;
    }
    if (isAwaited) {
      throw new AwaitedRewards();
    }
    return new Evaluation(loss / count, window.metrics());
  }

  private Optional<Round> scored(PreparedRows rows, Round round, Duration patience)
      throws TrainingFailure {
    try {
      return grpo.rewards().score(rows, round, patience);
    } catch (RewardException failed) {
      throw new TrainingFailure("evaluation: " + failed.getMessage());
    } catch (IOException unwritable) {
      throw new TrainingFailure("evaluation: rewards not recorded: " + unwritable.getMessage());
    }
  }

  @Override
  public void close() {
    decoder.ifPresent(Decoder::close);
  }
}
