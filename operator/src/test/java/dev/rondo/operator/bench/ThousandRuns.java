package dev.rondo.operator.bench;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.operator.cluster.ApiServer;
import dev.rondo.operator.cluster.Playground;
import dev.rondo.operator.cluster.WorkersPart;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures the operator as it is shipped, in a process of its own, with 1,000 runs: the time from a
 * gesture to its answer, while workers write statuses, and the process's memory.
 */
final class ThousandRuns {
  private static final Path OPERATOR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final String NAMESPACE = "default";
  private static final int EXPERIMENTS = 20;
  private static final int RUNS_EACH = 50;
  private static final int GESTURES = 400;
  private static final int REPORTS_PER_SECOND = 20;

  private final KubernetesClient client;
  private final List<String> names =
      IntStream.range(0, EXPERIMENTS * RUNS_EACH)
          .mapToObj(i -> "exp-%02d-base-%d".formatted(i / RUNS_EACH, 1 + i % RUNS_EACH))
          .toList();

  private ThousandRuns(KubernetesClient client) {
    this.client = client;
  }

  /** Measures and prints. */
  public static void main(String[] none) throws IOException, InterruptedException {
    try (ApiServer server = ApiServer.start();
        KubernetesClient client = server.client()) {
      Path kubeConfig =
          Files.writeString(Files.createTempFile("kube", "config"), server.kubeConfig());
      Process operator = operator(kubeConfig);
      try {
        new ThousandRuns(client).measure(operator);
      } finally {
        operator.destroy();
        int _ = operator.waitFor();
        Files.delete(kubeConfig);
      }
    }
  }

  private void measure(Process operator) throws IOException, InterruptedException {
    Instant start = Instant.now();
    for (int i = 0; i < EXPERIMENTS; i++) {
      client
          .load(new ByteArrayInputStream(manifest(i).getBytes(StandardCharsets.UTF_8)))
          .inNamespace(NAMESPACE)
          .create();
    }
    while (placed() < names.size()) {
      readyWorkers();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    System.out.printf(
        "%d runs of %d experiments made and placed in %d s%n",
        names.size(), EXPERIMENTS, Duration.between(start, Instant.now()).toSeconds());
    System.out.printf("memory of the operator: %s%n", memory(operator));
    Thread reports = Thread.ofPlatform().daemon().start(this::report);
    List<Double> alone = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < GESTURES; i++) {
      alone.add(gesture(names.get(random.nextInt(names.size()))));
    }
    print("one gesture at a time", alone);
    burst();
    reports.interrupt();
    System.out.printf("memory of the operator: %s%n", memory(operator));
  }

  /** Seconds until the gesture is no annotation any more: recorded, judged, wanted. */
  private double gesture(String name) throws InterruptedException {
    RunResource run = run(name);
    boolean isStopped = run.getSpec().desiredState() == DesiredState.Stopped;
    long start = System.nanoTime();
    annotate(name, isStopped ? Annotations.RESUME : Annotations.STOP);
    int before = answers(run);
    while (answers(run(name)) == before) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** A gesture on every tenth run at once. */
  private void burst() throws InterruptedException {
    List<String> tenth =
        IntStream.range(0, names.size()).filter(i -> i % 10 == 0).mapToObj(names::get).toList();
    long start = System.nanoTime();
    for (String name : tenth) {
      annotate(name, Annotations.STOP);
    }
    while (!tenth.stream().allMatch(this::isTakenIn)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    System.out.printf(
        "%d gestures at once: the last is taken in after %.2f s%n",
        tenth.size(), (System.nanoTime() - start) / 1e9);
  }

  private boolean isTakenIn(String name) {
    Map<String, String> annotations = run(name).getMetadata().getAnnotations();
    return !annotations.containsKey(Annotations.STOP);
  }

  private static int answers(RunResource run) {
    return run.getStatus() == null || run.getStatus().control() == null
        ? 0
        : run.getStatus().control().stream()
            .map(entry -> entry.id().hashCode())
            .reduce(1, (hash, id) -> 31 * hash + id);
  }

  private void annotate(String name, String key) {
    client
        .resources(RunResource.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"true\"}}}".formatted(key));
  }

  private RunResource run(String name) {
    return client.resources(RunResource.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private long placed() {
    return client.resources(RunResource.class).inNamespace(NAMESPACE).list().getItems().stream()
        .filter(run -> run.getStatus() != null && run.getStatus().placement() != null)
        .count();
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

  /** The workers' part: what is wanted trains, the rest has stopped. */
  private void report() {
    Random random = new Random(2);
    for (long step = 1; ; step++) {
      RunResource run = run(names.get(random.nextInt(names.size())));
      boolean isWanted = run.getSpec().desiredState() != DesiredState.Stopped;
      WorkersPart.apply(
          client,
          NAMESPACE,
          run.getMetadata().getName(),
          new RunStatus(
              null,
              null,
              null,
              null,
              null,
              Playground.at(
                  run.getStatus().placement().epoch(),
                  isWanted ? "Training" : "Stopped",
                  step,
                  step)));
      try {
        TimeUnit.MILLISECONDS.sleep(1000 / REPORTS_PER_SECOND);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    System.out.printf(
        "%s, %d of them, %d status writes a second beside: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms,"
            + " most %.0f ms%n",
        what,
        sorted.size(),
        REPORTS_PER_SECOND,
        1e3 * sorted.get(sorted.size() / 2),
        1e3 * sorted.get(sorted.size() * 9 / 10),
        1e3 * sorted.get(sorted.size() * 99 / 100),
        1e3 * sorted.getLast());
  }

  private static String memory(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(Collectors.joining(", "));
  }

  private static Process operator(Path kubeConfig) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxRAM=512m",
                "-XX:MaxRAMPercentage=60",
                "-XX:+UseSerialGC",
                "-jar",
                OPERATOR.toString())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target/thousand-runs.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG",
                kubeConfig.toString(),
                "RONDO_LEASE_NAMESPACE",
                NAMESPACE,
                "RONDO_WORKER_IMAGE",
                "rondo/worker:bench",
                "QUARKUS_HTTP_PORT",
                "0"));
    return builder.start();
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
