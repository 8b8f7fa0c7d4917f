package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.clone.CloneDecision;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
import dev.rondo.core.clone.CloneRequest;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.clone.SourceChoice;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.Gesture;
import dev.rondo.core.lifecycle.Lifecycle;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Verdict;
import dev.rondo.scheduler.state.Checkpoints;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes gestures in: what a gesture wants and that it was taken in are written in one go, before
 * its request is taken away. So it counts once, also when the process is killed in between.
 */
final class GestureIntake {
  private static final Map<String, Gesture> BY_NAME =
      Map.of("stop", Gesture.STOP, "resume", Gesture.RESUME, "delete", Gesture.DELETE);

  private final LocalRuns runs;
  private final GestureLog log;
  private final CloneSources sources;
  private final Integer maxRuns;

  GestureIntake(LocalRuns runs, GestureLog log, CloneSources sources, Integer maxRuns) {
    this.runs = runs;
    this.log = log;
    this.sources = sources;
    this.maxRuns = maxRuns;
  }

  /** Records a gesture and its answer, once: its id tells. */
  void takeIn(GestureRequests.Request request) throws IOException {
    Optional<Run> run =
        runs.find(request.run()).filter(r -> r.metadata().getDeletionTimestamp() == null);
    if (run.isEmpty()) {
      if (log.answer(request.id()).isEmpty()) {
        log.append(
            request.run(),
            answer(request, null, Control.REFUSED, "there is no run of this name; it was deleted"));
      }
      return;
    }
    Optional<ControlEntry> known = RunEdit.control(run.get()).answer(request.id());
    if (known.isPresent()) {
      if (log.answer(request.id()).isEmpty()) {
        log.append(request.run(), known.get());
      }
    } else if (request.gesture().equals("clone")) {
      clone(request, run.get());
    } else if (BY_NAME.containsKey(request.gesture())) {
      judge(request, run.get(), BY_NAME.get(request.gesture()));
    } else {
      record(
          run.get(),
          answer(
              request, run.get(), Control.REFUSED, "no gesture; say stop, resume, clone, delete"));
    }
  }

  private void judge(GestureRequests.Request request, Run run, Gesture gesture) throws IOException {
    RunState state = runs.state(run);
    switch (Lifecycle.judge(state, gesture, hasState(run))) {
      case Verdict.Gone gone -> delete(request, run, gone);
      case Verdict.Accepted accepted -> accept(request, run, gesture, state, accepted);
      case Verdict.Refused refused ->
          record(run, answer(request, run, Control.REFUSED, refused.message()));
      case Verdict noChange -> noChange(request, run, gesture, noChange);
    }
  }

  /** The state is there already; a gesture that was not acted on yet may still want another. */
  private void noChange(GestureRequests.Request request, Run run, Gesture gesture, Verdict verdict)
      throws IOException {
    DesiredState wanted = desired(gesture);
    Run kept =
        run.spec().desiredState() == wanted ? run : settled(RunEdit.desired(run, wanted), gesture);
    record(kept, acted(answer(request, run, Control.DONE, verdict.message())));
  }

  private void accept(
      GestureRequests.Request request,
      Run run,
      Gesture gesture,
      RunState state,
      Verdict.Accepted verdict)
      throws IOException {
    Run wanted = settled(RunEdit.desired(run, desired(gesture)), gesture);
    boolean isDone = gesture == Gesture.STOP && !runs.areHeld();
    ControlEntry answer = answer(request, run, Control.ACCEPTED, verdict.message());
    if (isDone) {
      record(wanted, acted(answer(request, run, Control.DONE, "stopped; nothing trains now")));
      return;
    }
    // The state says Failed until the run goes on, so what is wanted has to say it as well.
    boolean isRetry = gesture == Gesture.RESUME && state == RunState.FAILED;
    record(
        isRetry
            ? RunEdit.requested(wanted, new GestureRequest(request.id(), "resume", null))
            : wanted,
        answer);
  }

  /** A gesture in flight that wanted the opposite will not be acted on. */
  private Run settled(Run run, Gesture gesture) throws IOException {
    String opposite = gesture == Gesture.STOP ? "resume" : "stop";
    Control control =
        RunEdit.control(run)
            .acted(opposite, "overtaken by a later gesture", runs.now(), runs.step(run));
    Run settled = RunEdit.withoutAnsweredRequests(RunEdit.control(run, control));
    // Before the next answer is added, which may push one of these out.
    runs.writeDerived(settled, RunEdit.status(settled).worker());
    return settled;
  }

  private void delete(GestureRequests.Request request, Run run, Verdict.Gone verdict)
      throws IOException {
    String name = run.metadata().getName();
    ControlEntry answer = answer(request, run, Control.ACCEPTED, verdict.message());
    runs.write(RunEdit.deleted(RunEdit.answered(run, answer), runs.now()));
    if (!runs.isHandedOut(name)) {
      sources.remove(name);
    }
  }

  private void clone(GestureRequests.Request request, Run parent) throws IOException {
    CloneReading reading = ClonePayload.read(request.id(), request.payload());
    switch (reading) {
      case CloneReading.Refused(List<String> problems) -> refuse(request, parent, problems);
      case CloneReading.Accepted(CloneRequest asked) -> {
        Gesture gesture = asked.warmStart().isPresent() ? Gesture.CLONE_WARM : Gesture.CLONE_COLD;
        Verdict verdict = Lifecycle.judge(runs.state(parent), gesture, hasState(parent));
        if (verdict instanceof Verdict.Refused refused) {
          refuse(request, parent, List.of(refused.message()));
          return;
        }
        switch (CloneRule.decide(asked, parent, runs.all(), maxRuns)) {
          case CloneDecision.Refused(List<String> problems) -> refuse(request, parent, problems);
          case CloneDecision.MadeBefore(String name) -> made(request, parent, name);
          case CloneDecision.Make(Run clone) -> make(request, parent, clone);
        }
      }
    }
  }

  private void make(GestureRequests.Request request, Run parent, Run clone) throws IOException {
    if (SourceCondition.isWarmClone(clone)
        && sources.choice(clone.spec().cloneFrom(), parent, runs.step(parent))
            instanceof SourceChoice.Impossible(String message)) {
      refuse(request, parent, List.of(message));
      return;
    }
    runs.writeDerived(
        new Run(
            clone.apiVersion(),
            clone.kind(),
            new ObjectMetaBuilder(clone.metadata())
                .withUid(UUID.randomUUID().toString())
                .withCreationTimestamp(runs.now())
                .build(),
            clone.spec(),
            null),
        null);
    made(request, parent, clone.metadata().getName());
  }

  private void made(GestureRequests.Request request, Run parent, String name) throws IOException {
    boolean waits = runs.find(name).filter(SourceCondition::isAwaited).isPresent();
    if (!waits) {
      record(parent, acted(answer(request, parent, Control.DONE, name + " is made")));
      return;
    }
    record(
        RunEdit.requested(parent, new GestureRequest(request.id(), "clone", null)),
        answer(request, parent, Control.ACCEPTED, name + " is made, and waits for a checkpoint"));
    sources.settle();
  }

  private void refuse(GestureRequests.Request request, Run run, List<String> problems)
      throws IOException {
    record(run, answer(request, run, Control.REFUSED, String.join("\n", problems)));
  }

  private void record(Run run, ControlEntry answer) throws IOException {
    Run answered = RunEdit.answered(run, answer);
    runs.writeDerived(answered, RunEdit.status(answered).worker());
  }

  private boolean hasState(Run run) throws IOException {
    Checkpoints checkpoints = runs.folder(run.metadata().getName()).checkpoints();
    for (long step : checkpoints.steps()) {
      if (checkpoints.holds(step)) {
        return true;
      }
    }
    return false;
  }

  private ControlEntry answer(
      GestureRequests.Request request, Run run, String result, String message) {
    return new ControlEntry(
        request.id(),
        request.gesture(),
        result,
        message,
        runs.now(),
        run == null ? null : runs.step(run),
        null,
        null);
  }

  private ControlEntry acted(ControlEntry answer) {
    return new ControlEntry(
        answer.id(),
        answer.gesture(),
        answer.result(),
        answer.message(),
        answer.time(),
        answer.step(),
        runs.now(),
        answer.step());
  }

  private static DesiredState desired(Gesture gesture) {
    return gesture == Gesture.STOP ? DesiredState.Stopped : DesiredState.Running;
  }
}
