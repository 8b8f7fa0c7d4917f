package dev.rondo.operator.scenario;

import dev.rondo.operator.cluster.Playground;

/** The first run of {@link Manifests#FOUR_RUNS}, brought to where a scenario begins. */
final class FirstRun {
  static final String NAME = "support-small-1";

  private FirstRun() {}

  /** Without a worker. */
  static void pending(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("seen", () -> playground.run(NAME).getStatus().state().equals("Pending"));
  }

  /** On a worker that has said nothing of it; the epoch. */
  static long placed(Playground playground) {
    pending(playground);
    return playground.awaitPlacement(NAME, playground.readyWorkers(1).getFirst());
  }

  /** In its fifth step, durable up to the fourth; the epoch. */
  static long training(Playground playground) {
    long epoch = placed(playground);
    playground.report(NAME, Playground.at(epoch, "Training", 5, 4));
    playground.await("runs", () -> playground.run(NAME).getStatus().state().equals("Running"));
    return epoch;
  }
}
