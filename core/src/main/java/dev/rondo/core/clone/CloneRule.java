package dev.rondo.core.clone;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.Labels;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.search.ResolvedLeaf;
import dev.rondo.core.validation.LeafEdit;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a clone can be made, and what it is then. */
public final class CloneRule {
  /** Names of runs may be longer than Kubernetes lets a label's value be. */
  private static final int LONGEST_LABEL = 63;

  private CloneRule() {}

  /**
   * Decides.
   *
   * @param parent the run that is cloned
   * @param runs of the experiment as they are now, the parent included
   * @param maxRuns {@code spec.maxRuns} of the experiment; null: the default
   */
  public static CloneDecision decide(
      CloneRequest request, Run parent, Collection<Run> runs, Integer maxRuns) {
    String parentName = parent.metadata().getName();
    String name = request.name().orElseGet(() -> CloneName.of(parentName, request.id()));
    Optional<Run> holder =
        runs.stream().filter(run -> run.metadata().getName().equals(name)).findFirst();
    if (holder.filter(run -> request.id().equals(requestOf(run))).isPresent()) {
      return new CloneDecision.MadeBefore(name);
    }
    List<String> problems = new ArrayList<>();
    if (holder.isPresent()) {
      problems.add("name is %s, which another run has; give another".formatted(name));
    }
    long counted = runs.stream().filter(run -> RunQuota.counts(run.status())).count();
    RunQuota.problem(counted, maxRuns).ifPresent(problems::add);
    switch (LeafEdit.of(parent.spec(), request.changes(), request.settings())) {
      case LeafEdit.Refused refused ->
          refused.problems().stream()
              .map(problem ->
                  (problem.field().isEmpty() ? "set" : problem.field()) + " " + problem.message())
              .forEach(problems::add);
      case LeafEdit.Edited(ResolvedLeaf leaf) -> {
        request
            .warmStart()
            .ifPresent(warm -> {
              problems.addAll(WarmStartRule.problems(parent.spec(), leaf.spec(), warm));
              problems.addAll(BudgetRule.problems(parent, leaf.spec(), request.at(), warm));
            });
        if (problems.isEmpty()) {
          return new CloneDecision.Make(clone(request, parent, name, leaf));
        }
      }
    }
    return new CloneDecision.Refused(problems);
  }

  /** The id of the gesture that made a clone; null of a run that is none. */
  public static String requestOf(Run run) {
    Map<String, String> annotations = run.metadata().getAnnotations();
    return annotations == null ? null : annotations.get(Annotations.CLONE_REQUEST);
  }

  /** Optimizer steps that a run has done, as its worker tells. */
  public static long stepOf(Run run) {
    return Optional.ofNullable(run.status())
        .map(RunStatus::worker)
        .map(WorkerReport::progress)
        .map(Progress::step)
        .orElse(0L);
  }

  private static Run clone(CloneRequest request, Run parent, String name, ResolvedLeaf leaf) {
    RunSpec spec = leaf.spec();
    WarmStart warmStart = request.warmStart().map(WarmStartFields::complete).orElse(null);
    var metadata =
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(parent.metadata().getNamespace())
            .addToLabels(Labels.EXPERIMENT, spec.experiment())
            .addToAnnotations(Annotations.CLONE_REQUEST, request.id())
            .addToAnnotations(Annotations.CONFIG_DIGEST, leaf.digest());
    Optional.ofNullable(parent.metadata().getLabels())
        .map(labels -> labels.get(Labels.CONFIG))
        .ifPresent(config -> metadata.addToLabels(Labels.CONFIG, config));
    if (parent.metadata().getName().length() <= LONGEST_LABEL) {
      metadata.addToLabels(Labels.PARENT, parent.metadata().getName());
    }
    return new Run(
        parent.apiVersion(),
        parent.kind(),
        metadata.build(),
        new RunSpec(
            spec.experiment(),
            spec.desiredState(),
            spec.trainer(),
            spec.seed(),
            spec.chunks(),
            spec.model(),
            spec.dataset(),
            spec.config(),
            new CloneFrom(
                parent.metadata().getName(), warmStart == null ? null : request.at(), warmStart),
            null),
        null);
  }
}
