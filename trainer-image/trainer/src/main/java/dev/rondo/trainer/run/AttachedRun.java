package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.ReferenceSync;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.grpo.Round;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.StepSettings;
import dev.rondo.trainer.step.TokenOutputs;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run's state on the device, attached from its state directory and saved back to it. */
final class AttachedRun implements AutoCloseable {
  private static final int PAYLOAD_ALIGNMENT = 64;

  private final RunSession session;
  private final BaseModel base;
  private final Path stateDir;
  private final Trainable trainable;
  private final Arena memory = Arena.ofConfined();
  private final MemorySegment payload;
  private final Optional<Trainable> reference;
  private final List<EngineSpan> engines;
  private Optional<Path> newest;
  private final boolean isNewClone;
  private Counters counters;
  private List<Round> rounds;
  private boolean isEvaluationDue;

  private AttachedRun(
      RunSession session,
      BaseModel base,
      Path stateDir,
      Trainable trainable,
      Optional<Trainable> reference,
      Optional<Path> newest,
      List<Round> rounds,
      boolean isEvaluationDue,
      List<EngineSpan> before,
      Counters counters,
      boolean isNewClone) {
    this.rounds = rounds;
    this.isEvaluationDue = isEvaluationDue;
    this.isNewClone = isNewClone;
    this.session = session;
    this.base = base;
    this.stateDir = stateDir;
    this.trainable = trainable;
    this.reference = reference;
    this.newest = newest;
    this.counters = counters;
    this.engines = EngineSpan.next(before, counters.step(), session.provenance().fingerprint());
    this.payload = memory.allocate(session.vectorBytes(), PAYLOAD_ALIGNMENT);
    saveReference();
  }

  private void saveReference() {
    if (session.keepsReference()) {
      reference
          .orElseThrow()
          .saveParameters(payload.asSlice(SavedRun.referenceOffset(session.layout())));
    }
  }

  /** After an optimizer step: moves the reference towards the trained policy where that is due. */
  void synchronizeReference() {
    Optional<ReferenceSync> due =
        session.leaf().trainer().sync().filter(sync -> sync.isDue(counters.step()));
    if (due.isPresent()) {
      reference.orElseThrow().mix(trainable, due.get().share());
      saveReference();
    }
  }

  /**
   * Attaches the state that is {@code fromStep} optimizer steps old; at the run's first step a new
   * one, or the one that it is to start from.
   *
   * @throws LostStateException if the directory has no whole state of that step
   * @throws TrainingFailure if the state is of other data, another model or another configuration
   */
  static AttachedRun attach(RunSession session, BaseModel base, Path stateDir, long fromStep)
      throws IOException, RefusedException, TrainingFailure, LostStateException {
    try (Arena mapped = Arena.ofConfined()) {
      return attach(session, base, stateDir, fromStep, mapped);
    }
  }

  private static AttachedRun attach(
      RunSession session, BaseModel base, Path stateDir, long fromStep, Arena mapped)
      throws IOException, RefusedException, TrainingFailure, LostStateException {
    Optional<Path> generation = StateFile.newestReadable(stateDir);
    Optional<SavedRun> saved =
        generation.isPresent()
            ? Optional.of(SavedRun.read(generation.get(), mapped))
            : Optional.empty();
    Origin origin = session.plan().origin();
    long step = saved.map(s -> s.head().counters().step()).orElse(origin.step());
    if (step != fromStep) {
      throw new LostStateException(
          "the newest whole state in memory is of step %d, the turn begins after step %d"
              .formatted(step, fromStep));
    }
    if (saved.isPresent()) {
      refuseOther(session, saved.get());
    }
    Leaf leaf = session.leaf();
    StepSettings settings = session.settings();
    Trainable trainable = base.create(leaf.stepTuning(), leaf.seed(), settings);
    Optional<SavedRun.Head> head = saved.map(SavedRun::head);
    Counters counters = head.map(SavedRun.Head::counters).orElse(Counters.START);
    Optional<WarmStartState> source =
        saved.isEmpty() ? session.warmStart() : Optional.<WarmStartState>empty();
    if (saved.isPresent()) {
      trainable.load(saved.get().vectors());
    } else if (source.isPresent()) {
      counters = source.get().load(trainable);
    }
    Optional<Trainable> reference =
        session.objective().hasReference() || session.keepsReference()
            ? Optional.of(FrozenReference.on(base, session, saved))
            : Optional.empty();
    return new AttachedRun(
        session,
        base,
        stateDir,
        trainable,
        reference,
        generation,
        saved.map(SavedRun::rounds).orElse(List.of()),
        head.map(SavedRun.Head::isEvaluationDue).orElse(false),
        head.map(SavedRun.Head::engines).orElse(List.of()),
        counters,
        source.isPresent());
  }

  private static void refuseOther(RunSession session, SavedRun saved) throws TrainingFailure {
    List<String> differences = session.provenance().identity().differences(saved.head().identity());
    if (!differences.isEmpty()) {
      throw new TrainingFailure(
          "its state of step %d cannot go on. %s"
              .formatted(saved.head().counters().step(), String.join("; ", differences)));
    }
  }

  /** What people should know when not all of its numbers come from one engine. */
  Optional<String> engineNotice() {
    return engines.size() < 2
        ? Optional.empty()
        : Optional.of(
            engines.stream()
                .map(
                    span -> "from step %d by %s".formatted(span.fromStep() + 1, span.fingerprint()))
                .collect(
                    Collectors.joining(
                        "; ",
                        "computed by more than one engine, so its last bits may differ: ",
                        "")));
  }

  /** Saves the state; returns the generation's file. */
  Path save() throws IOException {
    trainable.save(payload.asSlice(SavedRun.HEAD_BYTES));
    StepPlan plan = session.plan();
    SavedRun.Position position =
        new SavedRun.Position(plan.scheduleStep(counters.step()), plan.place(counters.step()));
    byte[] tail = SavedRun.bytes(rounds);
    SavedRun.Head head =
        new SavedRun.Head(
            session.provenance().identity(),
            engines,
            counters,
            tail.length,
            session.provenance().cloneIdentity(),
            position,
            isEvaluationDue,
            session.provenance().frozenReference().orElse(null));
    Path generation = SavedRun.write(stateDir, newest, head, payload, tail);
    newest = Optional.of(generation);
    return generation;
  }

  RunSession session() {
    return session;
  }

  BaseModel base() {
    return base;
  }

  Path stateDir() {
    return stateDir;
  }

  /** What the trained policy says of a micro-batch, without dropout and gradients. */
  TokenOutputs policy(MicroBatch batch) {
    return base.evaluate(List.of(new PackMember(trainable, batch.rows(), 0))).getFirst();
  }

  /** What the reference policy says of a micro-batch. */
  TokenOutputs reference(MicroBatch batch) {
    return answer(referenceMember(batch));
  }

  /** What a policy that is not trained says of its rows, if it is asked. */
  TokenOutputs answer(Optional<PackMember> asked) {
    return asked.map(member -> base.evaluate(List.of(member)).getFirst()).orElse(TokenOutputs.NONE);
  }

  /** What the reference policy is asked about a micro-batch, if anything. */
  Optional<PackMember> referenceMember(MicroBatch batch) {
    List<TokenRow> rows = batch.referenceRows();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new PackMember(reference.orElseThrow(), rows, 0));
  }

  /** The reference policy, where the objective asks one. */
  Optional<Trainable> reference() {
    return reference;
  }

  /** What a GRPO run trains on. */
  List<Round> rounds() {
    return rounds;
  }

  void rounds(List<Round> next) {
    rounds = List.copyOf(next);
  }

  /** Whether an evaluation of this very state was begun, and waits for others. */
  boolean isEvaluationDue() {
    return isEvaluationDue;
  }

  void isEvaluationDue(boolean next) {
    isEvaluationDue = next;
  }

  /** Whether it is attached to another run's state, which it has no copy of yet. */
  boolean isNewClone() {
    return isNewClone;
  }

  Trainable trainable() {
    return trainable;
  }

  Counters counters() {
    return counters;
  }

  void counters(Counters next) {
    counters = next;
  }

  @Override
  public void close() {
    trainable.close();
    memory.close();
    reference.ifPresent(Trainable::close);
  }
}
