package dev.rondo.trainer.run;

import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ForwardPass;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Trains a pack of runs for a turn. Their micro-batches are computed together; each takes its own
 * optimizer steps, and one that fails leaves the others to go on.
 */
public final class TurnRunner {
  private final BaseModel base;
  private final Predicate<String> stopRequested;
  private final Predicate<String> saveRequested;
  private final Consumer<TrainEvent> events;

  /**
   * On the thread that owns the base model.
   *
   * @param stopRequested whether a run's turn is to end at its next step boundary
   * @param saveRequested whether a run's state is to be saved at its next step boundary; true once
   *     per request
   * @param events hears what happens, ending with one {@code turn_ended} per run
   */
  public TurnRunner(
      BaseModel base,
      Predicate<String> stopRequested,
      Predicate<String> saveRequested,
      Consumer<TrainEvent> events) {
    this.base = base;
    this.stopRequested = stopRequested;
    this.saveRequested = saveRequested;
    this.events = events;
  }

  /** Runs the turn to its end. */
  public void run(List<TurnRequest> requests) {
    List<TurnMember> members =
        requests.stream().map(r -> new TurnMember(r, saveRequested, events)).toList();
    try {
      List<TurnMember> active = new ArrayList<>();
      for (TurnMember member : members) {
        if (attempt(member, () -> member.begin(base)) && !hasEnded(member)) {
          active.add(member);
        }
      }
      while (!active.isEmpty()) {
        active.removeIf(member -> !attempt(member, () -> beginStep(member)));
        if (!active.isEmpty()) {
          microBatch(active);
        }
      }
    } finally {
      members.forEach(TurnMember::detach);
    }
  }

  private static void beginStep(TurnMember member)
      throws IOException, TrainingFailure, AwaitedRewards {
    if (member.steps().isAtStepBoundary()) {
      member.beginStep();
    }
  }

  private void microBatch(List<TurnMember> active) {
    List<PackMember> pack = active.stream().map(member -> member.steps().member()).toList();
    List<TokenOutputs> references =
        active.stream()
            .map(TurnMember::steps)
            .map(steps -> steps.run().answer(steps.reference()))
            .toList();
    try (ForwardPass pass = base.forward(pack)) {
      List<float[]> gradients = new ArrayList<>();
      for (int i = 0; i < active.size(); i++) {
        gradients.add(active.get(i).steps().objective(pass.outputs().get(i), references.get(i)));
      }
      pass.backward(gradients);
    }
    active.removeIf(member -> !attempt(member, () -> endMicroBatch(member)) || hasEnded(member));
  }

  private static void endMicroBatch(TurnMember member)
      throws IOException, TrainingFailure, AwaitedRewards {
    if (member.steps().endMicroBatch()) {
      member.afterStep();
    }
  }

  /**
   * Ends the member's turn when it is at its last step, or at a step boundary and asked to stop.
   */
  private boolean hasEnded(TurnMember member) {
    if (!member.steps().isAtStepBoundary()) {
      return false;
    }
    if (member.isAtEnd()) {
      attempt(member, () -> member.end(TurnEnded.Reason.COMPLETED));
      return true;
    }
    if (stopRequested.test(member.runId())) {
      attempt(member, () -> member.end(TurnEnded.Reason.STOPPED));
      return true;
    }
    return false;
  }

  private static boolean attempt(TurnMember member, Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (AwaitedRewards awaited) {
      attempt(member, () -> member.end(TurnEnded.Reason.AWAITING_REWARDS));
    } catch (TrainingFailure | RefusedException failure) {
      member.fail(failure.getMessage());
    } catch (LostStateException lost) {
      member.lostState(lost.getMessage());
    } catch (NoSuchFileException gone) {
      member.lostState("its state in memory is gone: " + gone.getFile());
    } catch (IOException failure) {
      member.fail("its state could not be read or saved: " + failure.getMessage());
    }
    return false;
  }

  private interface Attempt {
    void run()
        throws IOException, RefusedException, TrainingFailure, LostStateException, AwaitedRewards;
  }
}
