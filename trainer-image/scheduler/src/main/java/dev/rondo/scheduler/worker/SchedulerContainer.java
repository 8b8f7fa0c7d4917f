package dev.rondo.scheduler.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.scheduler.kubernetes.Garbage;
import dev.rondo.scheduler.kubernetes.KubernetesRunStore;
import dev.rondo.scheduler.kubernetes.VolumeLayout;
import dev.rondo.scheduler.kubernetes.WorkerIdentity;
import dev.rondo.scheduler.loop.Ending;
import dev.rondo.scheduler.loop.Scheduler;
import dev.rondo.scheduler.metrics.WorkerMetrics;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.ContainerTrainers;
import dev.rondo.scheduler.trainer.TrainerSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunk scheduler of a worker pod, a native sidecar: it is there before the trainers, and ends
 * after them, when what they saved on SIGTERM is durable and told.
 */
final class SchedulerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerContainer.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration GARBAGE_EVERY = Duration.ofMinutes(10);
  private static final Duration GARBAGE_AFTER = Duration.ofSeconds(5);

  private final WorkerIdentity me;
  private final VolumeLayout layout;
  private final WorkerMetrics metrics;
  private final AtomicReference<Scheduler> running = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Semaphore garbage = new Semaphore(0);
  private volatile boolean ending;
  private volatile Optional<KubernetesRunStore> store = Optional.empty();

  SchedulerContainer(WorkerIdentity me) {
    this.me = me;
    this.metrics = new WorkerMetrics(me.experiment(), me.slots());
    this.layout = new VolumeLayout(Path.of(WorkerPod.STORAGE_PATH), me.experimentUid());
  }

  void run() throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("sigterm").unstarted(this::end));
    try (KubernetesClient client = new KubernetesClientBuilder().build();
        ContainerTrainers trainers =
            new ContainerTrainers(me.slots(), slot -> Path.of(WorkerPod.socket(slot)));
        Probes _ =
            new Probes(
                WorkerPod.METRICS_PORT, () -> problem(trainers.slots()), metrics.handler())) {
      train(client, trainers);
    } finally {
      ended.countDown();
    }
  }

  private void train(KubernetesClient client, ContainerTrainers trainers)
      throws IOException, InterruptedException {
    Experiment experiment = experiment(client);
    RunStates states = RunStates.in(Path.of(WorkerPod.MEMORY_PATH, "states"), me.experimentUid());
    try (KubernetesRunStore runs =
        new KubernetesRunStore(
            client, me, experiment, layout, metrics, this::wake, garbage::release)) {
      store = Optional.of(runs);
      Scheduler scheduler = new Scheduler(runs, states, trainers.slots(), Ending.WHEN_INTERRUPTED);
      running.set(scheduler);
      if (ending) {
        scheduler.interrupt();
      }
      Thread.ofVirtual().name("garbage").start(() -> collectGarbage(client));
      LOG.info("{} slots for experiment {}", me.slots(), me.experiment());
      scheduler.run();
      LOG.info("all that was saved is durable");
    }
  }

  /** What is read of the experiment never changes, so it is asked for once. */
  private Experiment experiment(KubernetesClient client) throws InterruptedException {
    while (true) {
      try {
        ExperimentResource found =
            client
                .resources(ExperimentResource.class)
                .inNamespace(me.namespace())
                .withName(me.experiment())
                .get();
        if (found != null && found.getMetadata().getUid().equals(me.experimentUid())) {
          return found.toExperiment();
        }
        LOG.warn("experiment {} is gone", me.experiment());
      } catch (KubernetesClientException away) {
        LOG.warn("waiting for the API server: {}", away.getMessage());
      }
      Thread.sleep(RETRY);
    }
  }

  private void collectGarbage(KubernetesClient client) {
    Garbage collector = new Garbage(client, me, layout);
    while (!ending) {
      try {
        collector.collect();
      } catch (IOException | KubernetesClientException later) {
        LOG.warn("garbage is left for later: {}", later.getMessage());
      }
      try {
        if (garbage.tryAcquire(GARBAGE_EVERY.toSeconds(), TimeUnit.SECONDS)) {
          // what it is doing when it is told to go ends first
          Thread.sleep(GARBAGE_AFTER);
          garbage.drainPermits();
        }
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void wake() {
    Optional.ofNullable(running.get()).ifPresent(Scheduler::wake);
  }

  private Optional<String> problem(List<TrainerSource> slots) {
    if (store.filter(KubernetesRunStore::isKnown).isEmpty()) {
      return Optional.of("the API server was not heard yet");
    }
    long silent = slots.stream().filter(slot -> !slot.isAvailable()).count();
    return silent == 0
        ? Optional.empty()
        : Optional.of("%d of %d trainers do not answer".formatted(silent, slots.size()));
  }

  private void end() {
    ending = true;
    Optional.ofNullable(running.get()).ifPresent(Scheduler::interrupt);
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
