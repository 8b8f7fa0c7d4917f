package dev.rondo.trainer.run;

import dev.rondo.protocol.v1.Prepared;
import dev.rondo.rewards.RewardException;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.generation.DecodingMemory;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.objective.Objective;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.objective.dpo.DpoObjective;
import dev.rondo.trainer.objective.dpo.ReferenceTable;
import dev.rondo.trainer.schedule.LearningRate;
import dev.rondo.trainer.schedule.Warmup;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ComputePrecision;
import dev.rondo.trainer.step.ParameterLayout;
import dev.rondo.trainer.step.StepSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A run that was prepared on this process: its data, its plan and what its numbers belong to. */
public final class RunSession {
  private final String runId;
  private final Leaf leaf;
  private final PreparedData data;
  private final ParameterLayout layout;
  private final StepPlan plan;
  private Objective objective;
  private final Optional<GrpoRun> grpo;
  private final ComputePrecision precision;
  private final Optional<EvalPrompts> prompts;
  private final LearningRate learningRate;
  private final Provenance provenance;
  private final Map<String, String> revisions;
  private final Optional<WarmStartState> warmStart;
  private final StepRows rows;

  /**
   * A prepared run.
   *
   * @param files what it reads besides its rows
   * @param revisions the commit of each hub URI
   * @param base that it trains on
   * @param grpo what a GRPO run has besides
   * @param prompts what its evaluations complete
   * @param warmStart of a warm clone: what it starts from
   */
  public RunSession(
      String runId,
      Leaf leaf,
      PreparedData data,
      ParameterLayout layout,
      InputDigests files,
      Map<String, String> revisions,
      BaseModel base,
      Optional<GrpoRun> grpo,
      Optional<EvalPrompts> prompts,
      Optional<WarmStartState> warmStart) {
    this.revisions = Map.copyOf(revisions);
    this.runId = runId;
    this.warmStart = warmStart;
    Origin origin = warmStart.map(WarmStartState::origin).orElse(Origin.START);
    this.leaf = leaf;
    this.precision = base.precision(leaf.compute());
    this.data = data;
    this.layout = layout;
    this.grpo = grpo;
    this.prompts = prompts;
    this.plan =
        grpo.map(g ->
                StepPlan.ofBatches(leaf.budget(), g.objective().plan().batchesPerEpoch(), origin))
            .orElseGet(() -> StepPlan.of(leaf.budget(), data.train().size(), origin));
    this.rows = new StepRows(plan, leaf.dataSeed(), data.train().size());
    this.learningRate =
        new LearningRate(
            leaf.schedule(),
            leaf.learningRate(),
            Warmup.resolve(leaf.warmupSteps(), plan.budgetSteps()),
            plan.budgetSteps(),
            leaf.scheduleSettings());
    this.objective =
        switch (leaf.trainer()) {
          case TrainerArguments.Sft sft ->
              new SftObjective(sft.loss(), data, rows::of, leaf.evalBatchSize());
          case TrainerArguments.Grpo _ -> grpo.orElseThrow().objective();
          case TrainerArguments.Dpo dpo ->
              new DpoObjective(data, rows::of, leaf.evalBatchSize(), dpo.loss(), Optional.empty());
        };
    String fingerprint =
        "%s, computes in %s".formatted(base.fingerprint(), precision.runs().fieldValue());
    this.provenance =
        Provenance.of(leaf, data, layout, files, warmStart, objective.hasReference(), fingerprint);
  }

  /** What the scheduler is told of it. */
  public Prepared describe() {
    return Prepared.newBuilder()
        .setStepsPerEpoch(plan.stepsPerEpoch())
        .setTotalSteps(plan.totalSteps())
        .setFirstStep(plan.origin().step())
        .setEpochOrigin(plan.epochOrigin())
        .setTrainRows(data.train().size())
        .setEvalRows(data.eval().map(PreparedRows::size).orElse(0))
        .setEvalTexts(prompts.map(p -> p.prompts().size()).orElse(0))
        .setStateBytes(stateBytes())
        .setTrainableParameters(layout.trainableParameters())
        .setRowsDigest(data.rowsDigest())
        .setEvalKey(provenance.evalKey())
        .setConfigDigest(provenance.identity().digest())
        .setFingerprint(provenance.fingerprint())
        .setDroppedRows(data.dropped())
        .setTruncatedRows(data.truncated())
        .putAllRevisions(revisions)
        .addAllWarnings(data.warnings())
        .addAllWarnings(precision.notice().stream().toList())
        .build();
  }

  /** The run's name. */
  public String runId() {
    return runId;
  }

  /** Its configuration. */
  public Leaf leaf() {
    return leaf;
  }

  /** The commit of each hub URI. */
  public Map<String, String> revisions() {
    return revisions;
  }

  /** Where its tensors lie in its vectors. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Whether a continued schedule has no step left. */
  public boolean isUsedUp() {
    return warmStart.isPresent() && plan.totalSteps() <= plan.origin().step();
  }

  /** Its optimizer steps and their micro-batches. */
  StepPlan plan() {
    return plan;
  }

  Objective objective() {
    return objective;
  }

  /** What a GRPO run has besides. */
  Optional<GrpoRun> grpo() {
    return grpo;
  }

  /** What its evaluations complete. */
  Optional<EvalPrompts> prompts() {
    return prompts;
  }

  /**
   * What generating a round, or the texts of an evaluation, takes besides the model, in bytes.
   *
   * @param base bytes of the model
   */
  public long decodingBytes(ModelConfig config, long base) {
    long rounds =
        grpo.map(g ->
                DecodingMemory.bytes(
                    config, g.objective().settings().roundSize(), g.objective().mostTokens(), base))
            .orElse(0L);
    long texts =
        prompts
            .map(p -> DecodingMemory.bytes(config, p.prompts().size(), p.mostTokens(), base))
            .orElse(0L);
    return Math.max(rounds, texts);
  }

  /**
   * Waits for the rewards that others were asked for, outside of turns; any thread.
   *
   * @return whether there is nothing to wait for any more
   * @throws RewardException if others are away or fail, for now
   */
  public boolean settleRewards(Duration patience) throws RewardException {
    return grpo.isEmpty() || grpo.get().rewards().requests().settle(patience);
  }

  PreparedData data() {
    return data;
  }

  boolean isEvaluated() {
    return data.eval().isPresent();
  }

  /** Whether its reference must be asked about all pairs before it trains. */
  public boolean awaitsReference() {
    return objective.hasReference()
        && leaf.trainer() instanceof TrainerArguments.Dpo dpo
        && dpo.asksBefore();
  }

  /**
   * Asks the reference about all pairs; what it says holds for all turns on this process.
   *
   * @param model the run's base, or the other model that its reference is
   * @param stateDir the run's own
   */
  public void askReference(BaseModel model, Path stateDir) throws IOException, RefusedException {
    if (leaf.trainer() instanceof TrainerArguments.Dpo dpo) {
      ReferenceTable table = ReferencePass.of(this, dpo, model, stateDir);
      objective =
          new DpoObjective(data, rows::of, leaf.evalBatchSize(), dpo.loss(), Optional.of(table));
    }
  }

  /** Bytes of a saved state at most. */
  long stateBytes() {
    return vectorBytes() + grpo.map(GrpoRun::mostRoundBytes).orElse(0L);
  }

  /** Bytes of a saved state without rounds. */
  long vectorBytes() {
    return SavedRun.bytes(layout, keepsReference());
  }

  /** Whether the run keeps frozen weights as its reference. */
  public boolean keepsReference() {
    return provenance.frozenReference().isPresent();
  }

  /** How its steps compute. */
  StepSettings settings() {
    return settings(leaf, precision);
  }

  static StepSettings settings(Leaf leaf, ComputePrecision precision) {
    return new StepSettings(
        precision.runs(), leaf.gradientCheckpointing(), leaf.trainer().temperature());
  }

  /** What its numbers and states come of. */
  Provenance provenance() {
    return provenance;
  }

  /** The state it starts from; empty: new weights. */
  Optional<WarmStartState> warmStart() {
    return warmStart;
  }

  /** The learning rate of the step after {@code stepsDone}. */
  double learningRate(long stepsDone) {
    return learningRate.at(plan.scheduleStep(stepsDone));
  }
}
