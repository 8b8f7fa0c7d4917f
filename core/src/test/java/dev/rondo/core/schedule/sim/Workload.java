package dev.rondo.core.schedule.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Runs and the slots they share.
 *
 * @param name for tables
 * @param slots of the worker
 * @param runs in the order of their creation
 */
record Workload(String name, int slots, List<SimulatedRun> runs) {
  Workload {
    runs = List.copyOf(runs);
  }

  /** Four runs of four chunks, one of them four times as slow. */
  static Workload straggler(int slots) {
    return new Workload("4 runs, one 4x slower", slots, singles(4, 1, 1, 1, 4));
  }

  /**
   * A run that needs four slots at once beside runs of mixed speeds. Of the runs of one slot the
   * first four alone give the recorded 12.4 time units, 81 % and 8.
   */
  static Workload gang(int singles) {
    double[] speeds = {0.95, 1.2, 1.5, 2.0};
    List<SimulatedRun> runs = new ArrayList<>();
    runs.add(SimulatedRun.steady("gang", 4, 4, 1.1));
    for (int i = 0; i < singles; i++) {
      runs.add(SimulatedRun.steady("single-" + i, 1, 4, speeds[i % speeds.length]));
    }
    return new Workload("1 run on 4 slots, %d on 1".formatted(singles), 4, runs);
  }

  /** Runs of one slot whose budgets differ: one to four epochs of four chunks. */
  static Workload budgets() {
    List<SimulatedRun> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(SimulatedRun.steady("run-" + i, 1, 4 * (1 + i % 4), 1));
    }
    return new Workload("8 runs of 1 to 4 epochs", 3, runs);
  }

  /** The same runs, created in another order. */
  Workload shuffled(long seed) {
    List<SimulatedRun> order = new ArrayList<>(runs);
    Collections.shuffle(order, new Random(seed));
    return new Workload(name, slots, order);
  }

  /** The same runs, whose chunks take from half to one and a half times as long. */
  Workload varied(long seed) {
    Random random = new Random(seed);
    List<SimulatedRun> varied =
        runs.stream()
            .map(run ->
                new SimulatedRun(
                    run.name(),
                    run.width(),
                    Arrays.stream(run.chunkSeconds())
                        .map(seconds -> seconds * (0.5 + random.nextDouble()))
                        .toArray()))
            .toList();
    return new Workload(name + ", times vary", slots, varied);
  }

  static List<SimulatedRun> singles(int chunks, double... chunkSeconds) {
    List<SimulatedRun> runs = new ArrayList<>();
    for (double seconds : chunkSeconds) {
      runs.add(SimulatedRun.steady("run-" + runs.size(), 1, chunks, seconds));
    }
    return runs;
  }

  /** The end before which no rule can be done: all slots busy, or runs that can't overlap. */
  double earliestEnd() {
    double work = runs.stream().mapToDouble(run -> run.width() * run.seconds()).sum() / slots;
    double gangs =
        runs.stream().filter(run -> run.width() == slots).mapToDouble(SimulatedRun::seconds).sum();
    double longest =
        runs.stream()
            .filter(run -> run.width() < slots || slots == 1)
            .mapToDouble(SimulatedRun::seconds)
            .max()
            .orElse(0);
    return Math.max(work, slots == 1 ? longest : gangs + longest);
  }

  /**
   * A run.
   *
   * @param name unique
   * @param width slots it takes at once
   * @param chunkSeconds of each of its chunks
   */
  record SimulatedRun(String name, int width, double[] chunkSeconds) {
    static SimulatedRun steady(String name, int width, int chunks, double chunkSeconds) {
      double[] seconds = new double[chunks];
      Arrays.fill(seconds, chunkSeconds);
      return new SimulatedRun(name, width, seconds);
    }

    double seconds() {
      return Arrays.stream(chunkSeconds).sum();
    }
  }
}
