package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointName;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.clone.SourceChoice;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateFormatException;
import dev.rondo.scheduler.state.Checkpoints;
import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fixes, once, the checkpoint that each warm clone starts from, and gives the clone its own hold on
 * the file: what becomes of the parent does not matter from then on.
 */
final class CloneSources {
  private final LocalRuns runs;

  CloneSources(LocalRuns runs) {
    this.runs = runs;
  }

  /** The choice for a clone at this moment. */
  SourceChoice choice(CloneFrom from, Run parent, long askedAtStep) throws IOException {
    Checkpoints checkpoints = runs.folder(parent.metadata().getName()).checkpoints();
    boolean needsDigests = from.at() != null && from.at().startsWith("sha256:");
    List<CheckpointRef> durable = new ArrayList<>();
    for (long step : checkpoints.steps()) {
      if (checkpoints.holds(step)) {
        String digest = needsDigests ? checkpoints.ref(step).digest() : null;
        durable.add(new CheckpointRef(step, null, digest));
      }
    }
    boolean isTraining = isTraining(parent, durable.isEmpty() ? 0 : durable.getFirst().step());
    SourceChoice choice =
        SourceChoice.of(
            from.at(),
            new SourceChoice.Parent(
                parent.metadata().getName(), runs.state(parent), isTraining, true, true, durable),
            askedAtStep);
    return readable(choice, checkpoints);
  }

  /** A state that this build can't read is none to start from, and no reason for an older one. */
  private static SourceChoice readable(SourceChoice choice, Checkpoints checkpoints)
      throws IOException {
    if (choice instanceof SourceChoice.Fixed(CloneSource source, _)) {
      try {
        checkpoints.readableState(CheckpointName.step(source.checkpoint()).orElseThrow());
      } catch (StateFormatException newer) {
        return new SourceChoice.Impossible(newer.getMessage());
      }
    }
    return choice;
  }

  /** A report may lag behind: a run that has done more steps than it has saved is training too. */
  private boolean isTraining(Run run, long durableStep) {
    String phase =
        Optional.ofNullable(RunEdit.status(run).worker()).map(WorkerReport::phase).orElse("");
    return runs.areHeld()
        && (phase.equals(RunPhases.TRAINING)
            || (phase.equals(RunPhases.WAITING) && runs.step(run) > durableStep));
  }

  /** Looks again at every clone that waits for its checkpoint. */
  void settle() throws IOException {
    for (Run clone : List.copyOf(runs.all())) {
      if (SourceCondition.isAwaited(clone)) {
        settle(clone);
      }
    }
  }

  /**
   * Deletes a run. A clone that has not got its checkpoint yet takes the newest one before it is
   * gone; one for which there was none says so.
   */
  void remove(String run) throws IOException {
    settle();
    runs.remove(run);
    settle();
  }

  private void settle(Run clone) throws IOException {
    String name = clone.metadata().getName();
    String id = CloneRule.requestOf(clone);
    Optional<Run> parent = runs.find(clone.spec().cloneFrom().run());
    SourceChoice choice =
        parent.isPresent()
            ? choice(clone.spec().cloneFrom(), parent.get(), askedAtStep(parent.get(), id))
            : new SourceChoice.Impossible(
                "%s is gone, and had no checkpoint; delete this clone"
                    .formatted(clone.spec().cloneFrom().run()));
    if (choice instanceof SourceChoice.Fixed(CloneSource source, String message)) {
      String digest = take(source, name);
      choice =
          new SourceChoice.Fixed(
              new CloneSource(source.run(), source.checkpoint(), digest), message);
    }
    runs.writeSource(clone, choice);
    if (parent.isPresent() && id != null) {
      answer(parent.get(), id, name, choice);
    }
  }

  private static long askedAtStep(Run parent, String id) {
    return RunEdit.control(parent).answer(id).map(ControlEntry::step).orElse(0L);
  }

  private void answer(Run parent, String id, String clone, SourceChoice choice) throws IOException {
    Optional<ControlEntry> asked =
        RunEdit.control(parent).answer(id).filter(entry -> entry.result().equals(Control.ACCEPTED));
    if (asked.isEmpty() || choice instanceof SourceChoice.Waits) {
      return;
    }
    Long step =
        choice instanceof SourceChoice.Fixed(CloneSource source, _)
            ? CheckpointName.step(source.checkpoint()).stream().boxed().findFirst().orElse(null)
            : null;
    String message =
        switch (choice) {
          case SourceChoice.Fixed fixed -> clone + " " + fixed.message();
          case SourceChoice.Waits waits -> waits.message();
          case SourceChoice.Impossible impossible ->
              clone + " can't start: " + impossible.message();
        };
    ControlEntry answer =
        new ControlEntry(
            id,
            "clone",
            Control.DONE,
            message,
            asked.get().time(),
            asked.get().step(),
            runs.now(),
            step);
    runs.write(RunEdit.withoutAnsweredRequests(RunEdit.answered(parent, answer)));
  }

  /** Makes the clone's own hold on the file; checkpoints are never written in place. */
  private String take(CloneSource source, String clone) throws IOException {
    long step = CheckpointName.step(source.checkpoint()).orElseThrow();
    Checkpoints checkpoints = runs.folder(source.run()).checkpoints();
    Path file = checkpoints.state(step).orElseThrow();
    Path own = StateFile.generations(runs.folder(clone).source()).getFirst();
    DurableFiles.delete(own.getParent());
    Files.createDirectories(own.getParent());
    try {
      Files.createLink(own, file);
    } catch (UnsupportedOperationException | IOException noLinksHere) {
      Files.copy(file, own);
    }
    DurableFiles.sync(own);
    DurableFiles.sync(own.getParent());
    return checkpoints.ref(step).digest();
  }
}
