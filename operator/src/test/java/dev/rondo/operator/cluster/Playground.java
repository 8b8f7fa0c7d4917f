package dev.rondo.operator.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.operator.OperatorLease;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.experiment.ExperimentParts;
import dev.rondo.operator.experiment.ExperimentReconciler;
import dev.rondo.operator.metrics.OperatorMetrics;
import dev.rondo.operator.run.RunParts;
import dev.rondo.operator.run.RunReconciler;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** A namespace with an operator that watches it, and the parts of a kubelet and of workers. */
public final class Playground implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Every test can be run on a slow network: {@code -DslowNetworkMillis=1200}. */
  private static final long SLOW = Long.getLong("slowNetworkMillis", 0);

  /** How long a machine that does much else may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ApiServer server;
  private final KubernetesClient client;
  private final String namespace = "test-" + COUNT.incrementAndGet();
  private Operator operator;

  Playground(ApiServer server) {
    this.server = server;
    this.client = server.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build())
        .create();
  }

  /** Starts an operator with a client of this server. */
  public Playground start() {
    return start(SLOW > 0 ? server.client(new SlowNetwork(SLOW)) : server.client());
  }

  /** Starts an operator with this client. */
  public Playground start(KubernetesClient withClient) {
    operator = operator(withClient, _ -> {});
    return this;
  }

  /**
   * Starts one of several operators, which acts while it holds their lease.
   *
   * @param lost what it does when it loses the lease
   */
  public Operator startLeased(KubernetesClient withClient, String identity, Runnable lost) {
    return operator(
        withClient,
        overrider ->
            overrider.withLeaderElectionConfiguration(
                OperatorLease.of(new TestSettings(namespace), identity, lost)));
  }

  private Operator operator(
      KubernetesClient withClient, Consumer<ConfigurationServiceOverrider> settings) {
    Clock clock = Clock.systemUTC();
    EventRecorder events = new EventRecorder(withClient, clock, "operator");
    StatusWriter statuses = new StatusWriter(withClient);
    OperatorMetrics metrics = new OperatorMetrics(new SimpleMeterRegistry());
    Operator started =
        new Operator(overrider -> {
          overrider.withKubernetesClient(withClient).withCloseClientOnStop(true);
          settings.accept(overrider);
        });
    started.register(
        new ExperimentReconciler(
            new ExperimentParts(
                withClient, new TestSettings(namespace), statuses, events, metrics, clock)),
        configuration -> configuration.settingNamespace(namespace));
    started.register(
        new RunReconciler(new RunParts(withClient, statuses, events, metrics, clock)),
        configuration -> configuration.settingNamespace(namespace));
    started.start();
    return started;
  }

  /** Ends the operator, as a crash or an upgrade does. */
  public void stop() {
    operator.stop();
    operator = null;
  }

  /** The server, for clients of one's own. */
  public ApiServer server() {
    return server;
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return client;
  }

  /** The namespace's name. */
  public String namespace() {
    return namespace;
  }

  /** Creates what a manifest holds. */
  public void create(String yaml) {
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .create();
  }

  /** An experiment. */
  public ExperimentResource experiment(String name) {
    return client.resources(ExperimentResource.class).inNamespace(namespace).withName(name).get();
  }

  /** A run. */
  public RunResource run(String name) {
    return client.resources(RunResource.class).inNamespace(namespace).withName(name).get();
  }

  /** Names of all runs, sorted. */
  public List<String> runNames() {
    return client.resources(RunResource.class).inNamespace(namespace).list().getItems().stream()
        .map(run -> run.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** The worker pods that are not being deleted, by index. */
  public List<Pod> workers() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(Labels.COMPONENT, WorkerPod.COMPONENT)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getLabels().get(Labels.WORKER_INDEX)))
        .toList();
  }

  /** Reasons of the events told of an object, oldest first. */
  public List<String> reasons(String name) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .sorted(Comparator.comparing((Event event) -> event.getEventTime().getTime()))
        .map(Event::getReason)
        .toList();
  }

  /** Waits for an event: it is told after the status that it explains is written. */
  public void awaitEvent(String name, String reason) {
    await("event " + reason + " of " + name, () -> reasons(name).contains(reason));
  }

  /** The kubelet's part: a pod runs and is ready. */
  public void ready(Pod pod) {
    WorkersPart.phase(client, pod, "Running");
  }

  /** The kubelet's part: a pod has failed, as an evicted one has. */
  public void fail(Pod pod) {
    WorkersPart.phase(client, pod, "Failed");
  }

  /** A worker's part: what it says of a run, having heard of all that it is asked for. */
  public void report(String run, WorkerReport report) {
    reportUnheard(run, WorkersPart.hearing(run(run).toRun(), report));
  }

  /** The same of a worker to which no request has come through yet. */
  public void reportUnheard(String run, WorkerReport report) {
    WorkersPart.apply(client, namespace, run, RunStatus.of(report));
  }

  /** A person's part: an annotation is set. */
  public void annotate(String run, String key, String value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("annotations").put(key, value);
    client
        .resources(RunResource.class)
        .inNamespace(namespace)
        .withName(run)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  /** A person's part: the experiment is edited, by a JSON merge patch of its spec. */
  public void edit(String experiment, String spec) {
    client
        .resources(ExperimentResource.class)
        .inNamespace(namespace)
        .withName(experiment)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
  }

  /** What came of the last gesture of a kind, as {@code Result message}. */
  public String answer(String run, String gesture) {
    var status = run(run).getStatus();
    return status == null || status.control() == null
        ? ""
        : status.control().stream()
            .filter(entry -> entry.gesture().equals(gesture))
            .reduce((_, last) -> last)
            .map(entry -> entry.result() + " " + entry.message())
            .orElse("");
  }

  /** A report of a run that has done so many steps of sixteen, durable up to another. */
  public static WorkerReport at(long epoch, String phase, long step, long durable) {
    return new WorkerReport(
        epoch,
        phase,
        null,
        new Progress(step, 16L, (int) step / 4, 4, null, null, null, null),
        null,
        durable == 0 ? null : checkpoint(epoch, durable),
        null,
        null);
  }

  /** The same of a run of which several checkpoints are kept, the newest first. */
  public static WorkerReport keeping(long epoch, String phase, long step, long... durable) {
    List<CheckpointRef> kept =
        LongStream.of(durable).mapToObj(one -> checkpoint(epoch, one)).toList();
    WorkerReport newest = at(epoch, phase, step, durable[0]);
    return new WorkerReport(
        epoch,
        phase,
        null,
        newest.progress(),
        null,
        newest.checkpoint(),
        null,
        null,
        null,
        null,
        kept,
        null,
        null);
  }

  private static CheckpointRef checkpoint(long epoch, long step) {
    return new CheckpointRef(
        step, "runs/uid/%d/checkpoints/step-%06d".formatted(epoch, step), digest(step));
  }

  /** Of the checkpoint after so many steps. */
  public static String digest(long step) {
    return "sha256:%064d".formatted(step);
  }

  /** A report with a phase and nothing else. */
  public static WorkerReport phase(long epoch, String phase) {
    return new WorkerReport(epoch, phase, null, null, null, null, null, null);
  }

  /** A condition of an experiment as {@code Status Reason}. */
  public String condition(ExperimentResource experiment, String type) {
    return experiment == null || experiment.getStatus() == null
        ? ""
        : word(experiment.getStatus().conditions(), type);
  }

  /** A condition of a run as {@code Status Reason}. */
  public String condition(RunResource run, String type) {
    return run == null || run.getStatus() == null ? "" : word(run.getStatus().conditions(), type);
  }

  private static String word(List<Condition> conditions, String type) {
    return conditions == null
        ? ""
        : conditions.stream()
            .filter(condition -> condition.type().equals(type))
            .map(condition -> condition.status() + " " + condition.reason())
            .findFirst()
            .orElse("");
  }

  /** Waits until something is so, and fails with its name if it does not become so. */
  public void await(String what, Callable<Boolean> isSo) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(isSo);
  }

  /** Waits until an experiment's workers are there, and makes them ready. */
  public List<Pod> readyWorkers(int count) {
    await(count + " workers", () -> workers().size() == count);
    workers().forEach(this::ready);
    return workers();
  }

  /** Waits until a run is bound. */
  public long awaitPlacement(String run, Pod worker) {
    await(
        run + " on " + worker.getMetadata().getName(),
        () ->
            condition(run(run), ConditionTypes.PLACED).equals("True WorkerReady")
                && run(run)
                    .getStatus()
                    .placement()
                    .worker()
                    .equals(worker.getMetadata().getName()));
    return run(run).getStatus().placement().epoch();
  }

  @Override
  public void close() {
    if (operator != null) {
      stop();
    }
    client.close();
  }
}
