package dev.rondo.operator.bench;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.ApiServer;
import dev.rondo.operator.cluster.WorkersPart;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures the operator as it is shipped, in a process of its own, with 1,000 runs: the time from a
 * gesture to its record, to a worker's act that takes no time, to its answer, while workers write
 * statuses; and the process's memory.
 */
final class ThousandRuns {
  private static final String NAMESPACE = "default";
  private static final String MEMORY = "1g";
  private static final int EXPERIMENTS = Integer.getInteger("rondo.bench.experiments", 20);
  private static final int RUNS_EACH = 50;
  private static final int GESTURES = 400;
  private static final int REPORTS_PER_SECOND = 20;

  private final KubernetesClient client;
  private final OperatorProcess operator;
  private final RunWorkers workers;
  private final List<String> names =
      IntStream.range(0, EXPERIMENTS * RUNS_EACH)
          .mapToObj(i -> "exp-%02d-base-%d".formatted(i / RUNS_EACH, 1 + i % RUNS_EACH))
          .toList();

  private ThousandRuns(KubernetesClient client, OperatorProcess operator, RunWorkers workers) {
    this.client = client;
    this.operator = operator;
    this.workers = workers;
  }

  /** Measures and prints. */
  public static void main(String[] none) throws IOException, InterruptedException {
    try (ApiServer server = ApiServer.start();
        KubernetesClient client = server.client();
        OperatorProcess operator = OperatorProcess.start(server.kubeConfig(), NAMESPACE, MEMORY);
        RunWorkers workers = new RunWorkers(client, NAMESPACE)) {
      ThousandRuns bench = new ThousandRuns(client, operator, workers);
      bench.makeRuns();
      workers.keepReporting(REPORTS_PER_SECOND);
      bench.oneByOne();
      bench.manyAtOnce();
      System.out.printf("memory of the operator: %s%n", operator.memory());
    }
  }

  private void makeRuns() throws IOException, InterruptedException {
    Instant start = Instant.now();
    for (int i = 0; i < EXPERIMENTS; i++) {
      client
          .load(new ByteArrayInputStream(manifest(i).getBytes(StandardCharsets.UTF_8)))
          .inNamespace(NAMESPACE)
          .create();
    }
    while (workers.told() < names.size()) {
      readyWorkers();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    System.out.printf(
        "%d runs of %d experiments made, placed and reported on in %d s, %.0f s of the operator's"
            + " CPU%n",
        names.size(),
        EXPERIMENTS,
        Duration.between(start, Instant.now()).toSeconds(),
        operator.cpuSeconds());
    System.out.printf("memory of the operator: %s%n", operator.memory());
  }

  private void oneByOne() throws InterruptedException {
    Random random = new Random(1);
    double cpu = operator.cpuSeconds();
    Instant start = Instant.now();
    List<WatchedGesture> gestures = new ArrayList<>();
    for (int i = 0; i < GESTURES; i++) {
      gestures.add(gesture(names.get(random.nextInt(names.size()))).await());
    }
    System.out.printf(
        "%d gestures, one at a time, %d status writes a second beside, %.0f %% of a CPU:%n",
        GESTURES,
        REPORTS_PER_SECOND,
        1e5 * (operator.cpuSeconds() - cpu) / Duration.between(start, Instant.now()).toMillis());
    print("recorded", gestures, WatchedGesture::recordedAfter);
    print("acted on", gestures, WatchedGesture::actedAfter);
    print("answered", gestures, WatchedGesture::answeredAfter);
  }

  /** A gesture on every tenth run. */
  private void manyAtOnce() throws InterruptedException {
    List<WatchedGesture> gestures = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 10) {
      gestures.add(gesture(names.get(i)));
    }
    for (WatchedGesture gesture : gestures) {
      gesture.await();
    }
    System.out.printf("%d gestures at once:%n", gestures.size());
    print("recorded", gestures, WatchedGesture::recordedAfter);
    print("answered", gestures, WatchedGesture::answeredAfter);
  }

  /** Turns the run's last gesture back. */
  private WatchedGesture gesture(String name) {
    RunResource run = workers.run(name);
    boolean isStopped = run.getSpec().desiredState() == DesiredState.Stopped;
    String key = isStopped ? Annotations.RESUME : Annotations.STOP;
    WatchedGesture gesture =
        workers.show(name, new WatchedGesture(run, key, isStopped ? "Training" : "Stopped"));
    client
        .resources(RunResource.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"true\"}}}".formatted(key));
    return gesture;
  }

  private void readyWorkers() {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel(Labels.COMPONENT, WorkerPod.COMPONENT)
        .list()
        .getItems()
        .stream()
        .filter(pod -> !"Running".equals(pod.getStatus().getPhase()))
        .forEach(pod -> WorkersPart.phase(client, pod, "Running"));
  }

  private static void print(
      String what, List<WatchedGesture> gestures, ToDoubleFunction<WatchedGesture> seconds) {
    double[] sorted = gestures.stream().mapToDouble(seconds).sorted().toArray();
    System.out.printf(
        "  %s: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, most %.0f ms%n",
        what,
        1e3 * sorted[sorted.length / 2],
        1e3 * sorted[sorted.length * 9 / 10],
        1e3 * sorted[sorted.length * 99 / 100],
        1e3 * sorted[sorted.length - 1]);
  }

  private static String manifest(int number) {
    String rates =
        IntStream.rangeClosed(1, RUNS_EACH)
            .mapToObj(i -> i + "e-5")
            .collect(Collectors.joining(", ", "[", "]"));
    return """
    apiVersion: rondo.dev/v1alpha1
    kind: Experiment
    metadata: {name: exp-%02d}
    spec:
      model: {uri: "file:///models/tiny"}
      dataset: {train: {uri: "file:///data/train.jsonl"}, eval: {uri: "file:///data/eval.jsonl"}}
      base: {peft: {r: 8, target_modules: [q_proj, v_proj]}, trainingArgs: {num_train_epochs: 1}}
      search: {grid: [{path: trainingArgs.learning_rate, values: %s}]}
      worker: {gpus: 0, slots: 4}
    """
        .formatted(number, rates);
  }
}
