package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.operator.worker.Worker;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run and what follows from it and the workers at this moment.
 *
 * @param resource as the API server has it
 * @param facts what its state follows from
 */
public record ObservedRun(RunResource resource, RunFacts facts) {
  /**
   * Looks at a run.
   *
   * @param suspended whether its experiment is
   * @param workers of its experiment
   */
  public static ObservedRun of(RunResource run, boolean suspended, Collection<Worker> workers) {
    Optional<RunStatus> status = Optional.ofNullable(run.getStatus());
    Optional<Placement> placement = status.map(RunStatus::placement);
    // A report under another epoch is of a holder that has been replaced.
    WorkerReport report =
        status
            .map(RunStatus::worker)
            .filter(told ->
                placement.isPresent() && Objects.equals(told.epoch(), placement.get().epoch()))
            .orElse(null);
    boolean held =
        placement.isPresent()
            && workers.stream()
                .anyMatch(
                    worker -> worker.isAlive() && worker.uid().equals(placement.get().podUID()));
    RunFacts.Hold hold =
        held
            ? RunFacts.Hold.HELD
            : placement.isPresent() && !suspended ? RunFacts.Hold.LOST : RunFacts.Hold.NONE;
    return new ObservedRun(
        run,
        new RunFacts(
            refusal(status).orElse(null), run.getSpec().desiredState(), suspended, hold, report));
  }

  /** The message of a condition {@code Accepted} that is False. */
  private static Optional<String> refusal(Optional<RunStatus> status) {
    return status.map(RunStatus::conditions).orElse(List.of()).stream()
        .filter(condition -> condition.type().equals(ConditionTypes.ACCEPTED))
        .filter(condition -> condition.status().equals("False"))
        .map(Condition::message)
        .findFirst();
  }

  /** The run with the state that follows, which its status may not say yet. */
  public Run toRun() {
    Run run = resource.toRun();
    RunStatus status = run.status();
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        run.spec(),
        new RunStatus(
            facts.state().word(),
            placement(),
            null,
            null,
            null,
            status == null ? null : status.worker()));
  }

  /** Its name. */
  public String name() {
    return resource.getMetadata().getName();
  }

  /** Where it was bound last; null: never. */
  public Placement placement() {
    return resource.getStatus() == null ? null : resource.getStatus().placement();
  }

  /** Whether it waits for a worker. */
  public boolean needsWorker() {
    return facts.isRunnable() && facts.hold() != RunFacts.Hold.HELD;
  }
}
