package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.Control;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's object with one thing changed. */
final class RunEdit {
  private RunEdit() {}

  static RunStatus status(Run run) {
    return Optional.ofNullable(run.status()).orElse(RunStatus.EMPTY);
  }

  static Control control(Run run) {
    return new Control(status(run).control());
  }

  static List<GestureRequest> requests(Run run) {
    return run.spec().requests() == null ? List.of() : run.spec().requests();
  }

  static Run desired(Run run, DesiredState desired) {
    return spec(run, desired, requests(run));
  }

  static Run requested(Run run, GestureRequest request) {
    List<GestureRequest> requests = new ArrayList<>(requests(run));
    requests.removeIf(known -> known.id().equals(request.id()));
    requests.add(request);
    return spec(run, run.spec().desiredState(), requests);
  }

  /** Without the requests whose gesture has been answered for good. */
  static Run withoutAnsweredRequests(Run run) {
    Control control = control(run);
    List<GestureRequest> open =
        requests(run).stream()
            .filter(request ->
                control
                    .answer(request.id())
                    .filter(answer -> !answer.result().equals(Control.ACCEPTED))
                    .isEmpty())
            .toList();
    return spec(run, run.spec().desiredState(), open);
  }

  static Run answered(Run run, ControlEntry answer) {
    return control(run, control(run).with(answer));
  }

  static Run control(Run run, Control control) {
    RunStatus s = status(run);
    return status(
        run,
        new RunStatus(
            s.state(),
            s.best(),
            s.placement(),
            s.source(),
            control.entries(),
            s.conditions(),
            s.worker()));
  }

  static Run source(Run run, CloneSource source) {
    RunStatus s = status(run);
    return status(
        run,
        new RunStatus(
            s.state(), s.best(), s.placement(), source, s.control(), s.conditions(), s.worker()));
  }

  static Run state(Run run, String state, List<Condition> conditions, WorkerReport worker) {
    RunStatus s = status(run);
    return status(
        run,
        new RunStatus(state, s.best(), s.placement(), s.source(), s.control(), conditions, worker));
  }

  /** Marked as deleted: it is gone once nobody writes its files any more. */
  static Run deleted(Run run, String time) {
    return new Run(
        run.apiVersion(),
        run.kind(),
        new ObjectMetaBuilder(run.metadata()).withDeletionTimestamp(time).build(),
        run.spec(),
        run.status());
  }

  private static Run status(Run run, RunStatus status) {
    return new Run(run.apiVersion(), run.kind(), run.metadata(), run.spec(), status);
  }

  private static Run spec(Run run, DesiredState desired, List<GestureRequest> requests) {
    RunSpec s = run.spec();
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        new RunSpec(
            s.experiment(),
            desired,
            s.trainer(),
            s.seed(),
            s.chunks(),
            s.model(),
            s.dataset(),
            s.config(),
            s.priority(),
            s.retry(),
            s.activeDeadlineSeconds(),
            s.cloneFrom(),
            requests.isEmpty() ? null : List.copyOf(requests)),
        run.status());
  }
}
