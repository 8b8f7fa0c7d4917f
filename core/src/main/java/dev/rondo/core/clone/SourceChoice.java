package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.core.lifecycle.RunState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of its parent's checkpoints a warm clone starts from. Once fixed, it stays. */
public sealed interface SourceChoice {
  /**
   * This one.
   *
   * @param source to be written to {@code status.source}
   * @param message for people
   */
  record Fixed(CloneSource source, String message) implements SourceChoice {}

  /**
   * None yet.
   *
   * @param message what is waited for
   */
  record Waits(String message) implements SourceChoice {}

  /**
   * None ever.
   *
   * @param message why, and what to do instead
   */
  record Impossible(String message) implements SourceChoice {}

  /**
   * The parent as its worker tells of it.
   *
   * @param run its name
   * @param state where it is in its life
   * @param isTraining whether a trainer has its state at this moment, newer than any checkpoint
   * @param canSave whether its worker can be reached to save that state
   * @param keeps whether none of these checkpoints goes before the choice is known: a run that goes
   *     on takes old ones away
   * @param durable its checkpoints, in any order
   */
  record Parent(
      String run,
      RunState state,
      boolean isTraining,
      boolean canSave,
      boolean keeps,
      List<CheckpointRef> durable) {
    /** Copies. */
    public Parent {
      durable = List.copyOf(durable);
    }
  }

  /**
   * Chooses.
   *
   * @param at {@link CloneRequest#LATEST}, a step or a digest; null: the latest
   * @param askedAtStep steps the parent had done when the clone was asked for: while it trains, the
   *     latest is a checkpoint after a later step
   */
  static SourceChoice of(String at, Parent parent, long askedAtStep) {
    if (at == null || at.equals(CloneRequest.LATEST)) {
      return latest(parent, askedAtStep);
    }
    Optional<CheckpointRef> found =
        parent.durable().stream()
            .filter(c -> at.equals(c.digest()) || at.equals(Long.toString(c.step())))
            .findFirst();
    return found
        .<SourceChoice>map(
            checkpoint -> parent.keeps() ? fixed(parent, checkpoint, "") : waits(parent))
        .orElseGet(() ->
            new Impossible(
                "%s has no checkpoint %s; %s".formatted(parent.run(), at, listed(parent))));
  }

  private static SourceChoice latest(Parent parent, long askedAtStep) {
    Optional<CheckpointRef> newest =
        parent.durable().stream().max(Comparator.comparing(CheckpointRef::step));
    if (!parent.keeps()) {
      return waits(parent);
    }
    if (parent.isTraining() && parent.canSave()) {
      boolean isAfterNextStep = newest.filter(c -> c.step() > askedAtStep).isPresent();
      return isAfterNextStep
          ? fixed(parent, newest.get(), "")
          : new Waits("for the checkpoint after the next step of " + parent.run());
    }
    if (newest.isPresent()) {
      String note =
          parent.isTraining() ? ", the newest durable one: its worker can't be reached" : "";
      return fixed(parent, newest.get(), note);
    }
    return parent.state() == RunState.FAILED
        ? new Impossible(parent.run() + " failed before its first state; clone it cold")
        : new Waits("for the first state of " + parent.run());
  }

  private static Waits waits(Parent parent) {
    return new Waits("for the worker of %s to keep its checkpoints".formatted(parent.run()));
  }

  private static Fixed fixed(Parent parent, CheckpointRef checkpoint, String note) {
    String name = CheckpointName.of(checkpoint.step());
    return new Fixed(
        new CloneSource(parent.run(), name, checkpoint.digest(), checkpoint.path()),
        "starts from %s of %s%s".formatted(name, parent.run(), note));
  }

  private static String listed(Parent parent) {
    return parent.durable().isEmpty()
        ? "it has none"
        : "it has "
            + parent.durable().stream()
                .map(CheckpointRef::step)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
  }
}
