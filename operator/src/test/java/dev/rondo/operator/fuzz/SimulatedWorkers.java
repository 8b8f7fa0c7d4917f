package dev.rondo.operator.fuzz;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.Playground;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The workers' part: runs that are wanted train, some fail, few end, the others stop. */
final class SimulatedWorkers implements Runnable {
  private static final int FAILS_ONE_IN = 40;
  private static final int ENDS_ONE_IN = 400;

  /** Between two reports: enough for people and the operator to get a word in. */
  private static final int PAUSE_NANOSECONDS = 5_000_000;

  private final Playground playground;
  private final List<String> runs;
  private final Random random;
  private final Map<String, Long> steps = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();

  SimulatedWorkers(Playground playground, List<String> runs, long seed) {
    this.playground = playground;
    this.runs = runs;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      report(playground.run(runs.get(random.nextInt(runs.size()))));
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
    }
  }

  /** Each run is reported on once more, as a sidecar does that comes back. */
  void settle() {
    runs.forEach(run -> report(playground.run(run)));
  }

  private void report(RunResource run) {
    if (run.getStatus() == null || run.getStatus().placement() == null) {
      return;
    }
    String name = run.getMetadata().getName();
    long epoch = run.getStatus().placement().epoch();
    if (ended.getOrDefault(name, 0L) == epoch) {
      return;
    }
    long step = steps.getOrDefault(name, 0L);
    String phase = "Stopped";
    if (run.getSpec().desiredState() != DesiredState.Stopped) {
      steps.put(name, ++step);
      phase =
          random.nextInt(ENDS_ONE_IN) == 0
              ? "Succeeded"
              : random.nextInt(FAILS_ONE_IN) == 0 ? "Failed" : "Training";
    }
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      ended.put(name, epoch);
    }
    playground.report(name, Playground.at(epoch, phase, step, step));
  }
}
