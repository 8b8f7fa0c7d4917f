package dev.rondo.cli.cluster;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.leaderboard.Objectives;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Experiments of a namespace as tables show them: from their objects alone, the newest numbers. */
final class ClusterViews {
  private ClusterViews() {}

  /** All of them, by name. */
  static List<ExperimentView> of(KubernetesClient client, String namespace) {
    List<Run> runs =
        client.resources(RunResource.class).inNamespace(namespace).list().getItems().stream()
            .sorted(
                Comparator.comparing((RunResource run) -> run.getMetadata().getCreationTimestamp())
                    .thenComparing(ClusterViews::name))
            .map(RunResource::toRun)
            .toList();
    return client
        .resources(ExperimentResource.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(ClusterViews::name))
        .map(experiment -> view(experiment.toExperiment(), runs))
        .toList();
  }

  /**
   * One of them.
   *
   * @throws IOException if there is none of this name
   */
  static ExperimentView of(KubernetesClient client, String namespace, String name)
      throws IOException {
    return of(client, namespace).stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "no experiment \"%s\" in namespace %s; `kubectl get experiments` lists them"
                    .formatted(name, namespace)));
  }

  private static ExperimentView view(Experiment experiment, List<Run> runs) {
    String metric = Objectives.of(experiment.spec()).metric();
    return new ExperimentView(
        experiment,
        runs.stream()
            .filter(run -> run.spec().experiment().equals(experiment.metadata().getName()))
            .map(run -> history(run, metric))
            .toList(),
        List.of());
  }

  private static RunHistory history(Run run, String metric) {
    Optional<RunMetrics> metrics =
        Optional.ofNullable(run.status())
            .flatMap(status -> Optional.ofNullable(status.worker()))
            .flatMap(worker -> Optional.ofNullable(worker.metrics()));
    Map<String, Double> train = new LinkedHashMap<>();
    metrics.map(RunMetrics::loss).ifPresent(loss -> train.put("loss", loss));
    metrics.map(RunMetrics::learningRate).ifPresent(rate -> train.put("learning_rate", rate));
    List<MetricPoint> evaluations = new ArrayList<>();
    baseline(run).ifPresent(value -> evaluations.add(point("eval", 0, Map.of(metric, value))));
    metrics
        .filter(told -> told.objective() != null)
        .ifPresent(told ->
            evaluations.add(
                point(
                    "eval",
                    Optional.ofNullable(told.objectiveStep()).orElse(0L),
                    Map.of(metric, told.objective()))));
    return new RunHistory(
        run,
        train.isEmpty() ? List.of() : List.of(point("train", CloneRule.stepOf(run), train)),
        evaluations);
  }

  /** The base model's value, where the status keeps the evaluations. */
  private static Optional<Double> baseline(Run run) {
    return Optional.ofNullable(run.status())
        .flatMap(status -> Optional.ofNullable(status.worker()))
        .flatMap(worker -> Optional.ofNullable(worker.evaluations()))
        .flatMap(points -> points.stream().filter(point -> point.chunks() == 0).findFirst())
        .map(EvaluationPoint::value);
  }

  private static MetricPoint point(String split, long step, Map<String, Double> values) {
    return new MetricPoint(split, step, Double.NaN, -1, Optional.empty(), values);
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
