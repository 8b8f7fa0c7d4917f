package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateFormatException;
import dev.rondo.protocol.v1.WarmStart;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.ReferencePolicy;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of another run that a run starts from.
 *
 * @param generation the file
 * @param withOptimizer whether the moments are taken over, and the count of updates with them
 * @param parentIsReference whether its weights become the reference policy
 * @param frozenReference what the weights of the reference are that the run is to keep: these, or
 *     the ones that the other run keeps; empty: its reference is a model as it is
 * @param counters of that state
 * @param origin where the run begins by it
 */
public record WarmStartState(
    Path generation,
    boolean withOptimizer,
    boolean parentIsReference,
    Optional<String> frozenReference,
    Counters counters,
    Origin origin) {
  /**
   * Looks at the state.
   *
   * @param leaf the clone's own
   * @param identity the clone's own
   * @throws RefusedException naming what keeps the clone from starting from it
   */
  public static WarmStartState read(WarmStart asked, Leaf leaf, CloneIdentity identity)
      throws IOException, RefusedException {
    Optional<Path> generation;
    SavedRun.Head head;
    try (Arena mapped = Arena.ofConfined()) {
      generation = StateFile.newestReadable(Path.of(asked.getStateDir()));
      if (generation.isEmpty()) {
        throw new RefusedException(
            "cloneFrom", "there is no whole state to start from in " + asked.getStateDir());
      }
      head = SavedRun.read(generation.get(), mapped).head();
    } catch (StateFormatException other) {
      throw new RefusedException("cloneFrom", other.getMessage());
    }
    refuse(head, asked, leaf, identity);
    Origin origin =
        new Origin(
            head.counters().step(),
            asked.getContinueSchedule() ? head.position().scheduleStep() : 0,
            asked.getContinueData() ? head.position().place() : Origin.Place.START);
    Optional<String> frozen =
        asked.getParentReference()
            ? Optional.of("%s step %d".formatted(head.identity().digest(), head.counters().step()))
            : Optional.ofNullable(head.frozenReference());
    return new WarmStartState(
        generation.get(),
        asked.getOptimizer(),
        asked.getParentReference(),
        frozen,
        head.counters(),
        origin);
  }

  private static void refuse(SavedRun.Head head, WarmStart asked, Leaf leaf, CloneIdentity identity)
      throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    if (head.cloneIdentity() == null || head.position() == null) {
      throw new RefusedException("cloneFrom", "the state is of an older version; clone it cold");
    }
    if (!head.cloneIdentity().weights().equals(identity.weights())) {
      problems.add(
          new Problem(
              "cloneFrom.warmStart",
              "the parent's state has other weights than this configuration trains (%s)"
                      .formatted(leaf.tuning())
                  + ": another base model, rank or target modules; clone it cold"));
    }
    if (asked.getContinueData() && !head.cloneIdentity().rows().equals(identity.rows())) {
      problems.add(
          new Problem(
              "cloneFrom.warmStart.data",
              "is Continue, but the prepared rows, their order (seed, data_seed) or the shape of"
                  + " GRPO's rounds are not the parent's; say Restart"));
    }
    reference(head, asked, leaf).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /** What keeps the reference that is asked for from making sense. */
  private static Optional<Problem> reference(SavedRun.Head head, WarmStart asked, Leaf leaf) {
    String message = null;
    if (asked.getParentReference() && leaf.trainer() instanceof TrainerArguments.Sft) {
      message = "is Parent, but SFT has no reference policy; leave it out";
    } else if (asked.getParentReference() && isOf(leaf, ReferencePolicy.Model.class)) {
      message =
          "is Parent, but referencePolicy names a model; say Inherit to keep that model as the"
              + " reference";
    } else if (!asked.getParentReference()
        && head.frozenReference() == null
        && isOf(leaf, ReferencePolicy.Initial.class)) {
      message =
          "is Inherit, but the parent's reference is the base model; say Parent, or leave"
              + " referencePolicy as it is";
    } else if (!asked.getParentReference()
        && head.frozenReference() != null
        && isOf(leaf, ReferencePolicy.Model.class)) {
      message =
          "is Inherit, but referencePolicy names a model that the parent is not held to; clone it"
              + " cold";
    }
    return Optional.ofNullable(message)
        .map(told -> new Problem("cloneFrom.warmStart.reference", told));
  }

  /** Whether it is what the run's objective asks a reference of. */
  private static boolean isOf(Leaf leaf, Class<? extends ReferencePolicy> policy) {
    return switch (leaf.trainer()) {
      case TrainerArguments.Sft _ -> false;
      case TrainerArguments.Dpo dpo -> policy.isInstance(dpo.reference());
      case TrainerArguments.Grpo grpo ->
          grpo.settings().loss().beta() != 0 && policy.isInstance(grpo.reference());
    };
  }

  /** Loads it; returns what the run's counters are then. */
  Counters load(Trainable trainable) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vectors = SavedRun.read(generation, arena).vectors();
      if (withOptimizer) {
        trainable.load(vectors);
      } else {
        long bytes = trainable.layout().length() * Float.BYTES;
        MemorySegment withoutMoments = arena.allocate(3 * bytes);
        MemorySegment.copy(vectors, 0, withoutMoments, 0, bytes);
        trainable.load(withoutMoments);
      }
    }
    return new Counters(
        counters.step(),
        withOptimizer ? counters.updates() : 0,
        counters.rows(),
        counters.tokens(),
        LogWindow.EMPTY);
  }

  /** Loads the run's frozen reference: the other run's weights, or those that it keeps. */
  void loadReference(Trainable frozen) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      SavedRun saved = SavedRun.read(generation, arena);
      frozen.loadParameters(parentIsReference ? saved.vectors() : saved.reference(frozen.layout()));
    }
  }
}
