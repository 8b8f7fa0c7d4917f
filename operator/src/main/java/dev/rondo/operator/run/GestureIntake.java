package dev.rondo.operator.run;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.gesture.Intake;
import dev.rondo.core.gesture.RequestRecord;
import dev.rondo.core.gesture.Situation;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes gestures in from a run's annotations: one JSON Patch tests their values, removes them, sets
 * {@code spec.desiredState} where that is what they ask for, and appends to {@code spec.requests};
 * so a gesture is consumed if and only if it is recorded, and nobody else's annotation is touched.
 */
public final class GestureIntake {
  private static final int NONCE = 10;

  private final KubernetesClient client;

  /** Patches by this client. */
  public GestureIntake(KubernetesClient client) {
    this.client = client;
  }

  /** What there is to take in. */
  Intake read(ObservedRun run, Instant now) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(run.resource().getMetadata().getAnnotations(), Map.of());
    String nonce = UUID.randomUUID().toString().replace("-", "").substring(0, NONCE);
    return Intake.of(
        annotations,
        (int) run.requests().stream().filter(GestureIntake::isOfAPerson).count(),
        situation(run),
        payload -> CloneCreation.judge(run, situation(run).hasState(), payload),
        nonce,
        now);
  }

  /** The run as it is after it was taken in. */
  ObservedRun record(ObservedRun run, Intake intake, ObservedRun.Surroundings around) {
    RunPatch patch = new RunPatch(run.resource());
    intake.taken().forEach(patch::takeOff);
    intake.desired().ifPresent(patch::desire);
    return ObservedRun.of(patch.add(intake.requests()).apply(client), around);
  }

  /** Without entries that are no records: whoever may edit a run may write such. */
  ObservedRun turnAway(ObservedRun run, ObservedRun.Surroundings around, EventRecorder events) {
    List<String> ids = new ArrayList<>();
    List<Happening> told = new ArrayList<>();
    for (GestureRequest entry : run.requests()) {
      RequestRecord.problem(entry)
          .ifPresent(problem -> {
            ids.add(entry.id());
            told.add(new Happening(Reason.GESTURE_REFUSED, byHand(problem)));
          });
    }
    if (ids.isEmpty()) {
      return run;
    }
    RunResource without = new RunPatch(run.resource()).drop(ids).apply(client);
    events.record(without, told);
    return ObservedRun.of(without, around);
  }

  private static String byHand(String problem) {
    return "an entry of spec.requests, which is Rondo's own record, was dropped: %s; make gestures by annotation or by spec.desiredState"
        .formatted(problem);
  }

  private static boolean isOfAPerson(GestureRequest request) {
    return !request.gesture().equals(GestureWord.CHECKPOINT);
  }

  static Situation situation(ObservedRun run) {
    Optional<RunStatus> status = Optional.ofNullable(run.resource().getStatus());
    Optional<WorkerReport> report = status.map(RunStatus::worker);
    return new Situation(
        run.facts().state(),
        run.resource().getSpec().desiredState(),
        report.map(WorkerReport::checkpoint).isPresent()
            || report
                .map(WorkerReport::progress)
                .map(Progress::step)
                .filter(s -> s > 0)
                .isPresent(),
        report.map(WorkerReport::progress).map(Progress::step).orElse(0L),
        run.placement() == null ? 0 : run.placement().epoch());
  }
}
