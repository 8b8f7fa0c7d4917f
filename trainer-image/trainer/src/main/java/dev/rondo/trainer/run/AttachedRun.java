package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ComputePrecision;
import dev.rondo.trainer.step.StepSettings;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/** A run's state on the device, attached from its state directory and saved back to it. */
final class AttachedRun implements AutoCloseable {
  private final RunSession session;
  private final BaseModel base;
  private final Path stateDir;
  private final Trainable trainable;
  private final ByteBuffer payload;
  private Counters counters;

  private AttachedRun(
      RunSession session, BaseModel base, Path stateDir, Trainable trainable, Counters counters) {
    this.session = session;
    this.base = base;
    this.stateDir = stateDir;
    this.trainable = trainable;
    this.counters = counters;
    this.payload =
        ByteBuffer.allocateDirect(Math.toIntExact(SavedRun.bytes(session.layout())))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Attaches the state that is {@code fromStep} optimizer steps old, or a new one at step 0.
   *
   * @throws LostStateException if the directory has no whole state of that step
   * @throws TrainingFailure if the directory holds another run's state
   */
  static AttachedRun attach(RunSession session, BaseModel base, Path stateDir, long fromStep)
      throws IOException, RefusedException, TrainingFailure, LostStateException {
    Optional<Path> generation = StateFile.newest(stateDir);
    Optional<SavedRun> saved =
        generation.isPresent() ? Optional.of(SavedRun.read(generation.get())) : Optional.empty();
    long step = saved.map(s -> s.head().counters().step()).orElse(0L);
    if (step != fromStep) {
      throw new LostStateException(
          "the newest whole state in %s is of step %d, the turn begins after step %d"
              .formatted(stateDir, step, fromStep));
    }
    if (saved.isPresent() && !saved.get().head().configDigest().equals(session.configDigest())) {
      throw new TrainingFailure(
          "the saved state in %s is of another configuration, other data or another model"
              .formatted(stateDir));
    }
    Leaf leaf = session.leaf();
    Trainable trainable =
        base.create(
            leaf.tuning(),
            leaf.seed(),
            new StepSettings(
                ComputePrecision.onCpu(leaf.compute()).runs(), leaf.gradientCheckpointing()));
    saved.ifPresent(s -> trainable.load(s.vectors()));
    Counters counters = saved.map(s -> s.head().counters()).orElse(Counters.START);
    return new AttachedRun(session, base, stateDir, trainable, counters);
  }

  /** The fingerprint of the process that saved the state, where it differs from this one's. */
  static Optional<String> otherFingerprint(Path stateDir, BaseModel base) throws IOException {
    Optional<Path> generation = StateFile.newest(stateDir);
    return generation.isPresent()
        ? Optional.of(SavedRun.read(generation.get()).head().fingerprint())
            .filter(print -> !print.equals(base.fingerprint()))
        : Optional.empty();
  }

  /** Saves the state; returns the generation's file. */
  Path save() throws IOException {
    trainable.save(MemorySegment.ofBuffer(payload).asSlice(SavedRun.HEAD_BYTES));
    return SavedRun.write(
        stateDir, new SavedRun.Head(session.configDigest(), base.fingerprint(), counters), payload);
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
  }
}
