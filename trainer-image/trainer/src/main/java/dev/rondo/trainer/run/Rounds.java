package dev.rondo.trainer.run;

import dev.rondo.protocol.v1.Sampled;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.rewards.RewardException;
import dev.rondo.trainer.grpo.GrpoObjective;
import dev.rondo.trainer.grpo.Round;
import dev.rondo.trainer.objective.MicroBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rounds of an attached GRPO run: made when a step needs them, kept in the run's state. */
final class Rounds implements AutoCloseable {
  /** What others may take to answer while the run keeps its slot: less than a swap is worth. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private final AttachedRun run;
  private final GrpoRun grpo;
  private final GrpoObjective objective;
  private final RoundMaker maker;
  private final List<String> notices = new ArrayList<>();

  Rounds(AttachedRun run, GrpoRun grpo) {
    this.run = run;
    this.grpo = grpo;
    this.objective = grpo.objective();
    this.maker = new RoundMaker(run, grpo);
  }

  /**
   * Makes the rounds of the next step that are not there, and gives them their rewards, one after
   * the other: they are counted in that order, whoever answers first.
   *
   * @throws AwaitedRewards if others have to be waited for; the rounds are in the run's state
   */
  void make() throws IOException, TrainingFailure, AwaitedRewards {
    List<Round> rounds = new ArrayList<>();
    for (long index : needed()) {
      Optional<Round> there =
          run.rounds().stream().filter(round -> round.index() == index).findFirst();
      boolean isCounted = there.filter(Round::isScored).isPresent();
      Round round = there.isPresent() ? there.get() : generated(index);
      Optional<Round> scored = isCounted ? there : scored(round);
      rounds.add(scored.orElse(round));
      if (scored.isEmpty()) {
        run.rounds(rounds);
        throw new AwaitedRewards();
      }
    }
    run.rounds(rounds);
  }

  private List<Long> needed() {
    StepPlan plan = run.session().plan();
    long done = run.counters().step();
    return objective.rounds(plan.epochOf(done), plan.firstBatchOfEpoch(done), plan.batches(done));
  }

  private Round generated(long index) throws IOException {
    Round round = maker.make(index);
    Counters counters = run.counters();
    long tokens = maker.tokens(round);
    run.counters(
        new Counters(
            counters.step(),
            counters.updates(),
            counters.rows(),
            counters.tokens() + tokens,
            counters.window()));
    return round;
  }

  private Optional<Round> scored(Round round) throws IOException, TrainingFailure {
    Optional<Round> known = round.isScored() ? Optional.of(round) : asked(round);
    known.ifPresent(this::count);
    return known;
  }

  private void count(Round known) {
    Counters counters = run.counters();
    run.counters(counters.withWindow(counters.window().plus(objective.metrics(known))));
    long without = known.unrewarded();
    if (without > 0) {
      notices.add(
          "round %d: no reward applies to %d of %d completions; they move nothing"
              .formatted(known.index(), without, known.completions().size()));
    }
  }

  private Optional<Round> asked(Round round) throws IOException, TrainingFailure {
    try {
      return grpo.rewards().score(run.session().data().train(), round, PATIENCE);
    } catch (RewardException failed) {
      throw new TrainingFailure(
          "step %d: %s; `resume` tries again"
              .formatted(run.counters().step() + 1, failed.getMessage()));
    }
  }

  /** What people should know since this was asked. */
  List<String> notices() {
    List<String> told = List.copyOf(notices);
    notices.clear();
    return told;
  }

  /** The micro-batches of the next step. */
  List<MicroBatch> microBatches() {
    StepPlan plan = run.session().plan();
    long done = run.counters().step();
    return objective.step(
        plan.epochOf(done), plan.firstBatchOfEpoch(done), plan.batches(done), run.rounds());
  }

  /** A few completions of the newest round, for people. */
  Optional<TrainEvent.Builder> sample() {
    return run.rounds().stream()
        .filter(Round::isScored)
        .reduce((_, last) -> last)
        .map(round -> {
          List<String> lines =
              grpo.text().lines(run.session().data().train(), round, objective.advantagesOf(round));
          return TrainEvent.newBuilder()
              .setSampled(
                  Sampled.newBuilder()
                      .setStep(run.counters().step())
                      .setEpoch(run.session().plan().epochAfter(run.counters().step()))
                      .addAllCompletionJson(lines));
        });
  }

  /** An evaluation of the policy as it is. */
  Evaluation evaluate() throws TrainingFailure, AwaitedRewards {
    return maker.evaluate();
  }

  @Override
  public void close() {
    maker.close();
  }
}
