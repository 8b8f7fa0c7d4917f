package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.WarmStart;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.ParameterLayout;
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
 * @param referenceDigest of the state, where its weights are the reference policy; empty: the
 *     reference is the one that the other run has
 * @param counters of that state
 * @param origin where the run begins by it
 */
public record WarmStartState(
    Path generation,
    boolean withOptimizer,
    Optional<String> referenceDigest,
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
    Optional<Path> generation = StateFile.newest(Path.of(asked.getStateDir()));
    if (generation.isEmpty()) {
      throw new RefusedException(
          "cloneFrom", "there is no whole state to start from in " + asked.getStateDir());
    }
    SavedRun.Head head;
    try (Arena mapped = Arena.ofConfined()) {
      head = SavedRun.read(generation.get(), mapped).head();
    }
    refuse(head, asked, leaf, identity);
    Origin origin =
        new Origin(
            head.counters().step(),
            asked.getContinueSchedule() ? head.position().scheduleStep() : 0,
            asked.getContinueData() ? head.position().place() : Origin.Place.START);
    Optional<String> reference =
        asked.getParentReference()
            ? Optional.of(head.identity().digest() + "\n" + head.counters().step())
            : Optional.empty();
    return new WarmStartState(
        generation.get(), asked.getOptimizer(), reference, head.counters(), origin);
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
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
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

  /**
   * Loads the run's frozen reference: the other run's weights, or the reference that it has kept.
   *
   * @throws RefusedException if it has kept none
   */
  void loadReference(Trainable frozen) throws IOException, RefusedException {
    ParameterLayout layout = frozen.layout();
    try (Arena arena = Arena.ofConfined()) {
      SavedRun saved = SavedRun.read(generation, arena);
      if (referenceDigest.isPresent()) {
        frozen.loadParameters(saved.vectors());
      } else if (saved.vectors().byteSize() + SavedRun.HEAD_BYTES < SavedRun.bytes(layout, true)) {
        throw new RefusedException(
            "cloneFrom.warmStart.reference",
            "is Inherit, but the parent's reference is the base model; say Parent, or leave"
                + " referencePolicy as it is");
      } else {
        frozen.loadParameters(saved.reference(layout));
      }
    }
  }
}
