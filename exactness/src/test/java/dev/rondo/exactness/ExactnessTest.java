package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.exactness.TinyExperiment.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However runs are chunked, interleaved, killed and stopped, they end as they end alone.
 *
 * <p>A try is a seed. {@code -Drondo.exactness.tries=N} makes N of them for each trainer, {@code
 * -Drondo.exactness.seed=S} begins with another one than 1.
 */
class ExactnessTest {
  private static final int ROWS = 14;
  private static final int LIVES = 8;
  private static final int LONGEST_PAUSE_MILLIS = 300;

  @TempDir private Path directory;

  static Stream<Arguments> tries() {
    long first = Long.getLong("rondo.exactness.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("rondo.exactness.tries", 1))
        .boxed()
        .flatMap(seed -> Arrays.stream(Trainer.values()).map(t -> Arguments.of(t, seed)));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void everyNumberAndWeightIsThatOfTheRunAlone(Trainer trainer, long seed) throws Exception {
    Random random = new Random(seed);
    int[] chunkCounts = {1, 2, 3, 7, 100};
    try (RewardEndpoint endpoint = RewardEndpoint.start()) {
      TinyExperiment experiment =
          new TinyExperiment(
              trainer,
              configs(trainer, random, endpoint).some(),
              chunkCounts[random.nextInt(chunkCounts.length)],
              1 + random.nextInt(2),
              1);
      Path rows = experiment.copyRows(directory, ROWS);
      Store store = new Store(directory.resolve("disturbed"));
      String story = disturb(experiment, rows, store, random);
      Store alone = new Store(directory.resolve("alone"));
      alone.takeRewardsOf(store);
      int asked = endpoint.requests();
      try (RondoProcess rondo =
          RondoProcess.run(
              experiment.alone().write(directory.resolve("alone-manifest"), rows), alone)) {
        assertTrue(rondo.await() == 0, rondo::output);
      }
      try {
        store.assertSameAs(alone, experiment.runs());
        assertEquals(asked, endpoint.requests(), "every reward was recorded");
      } catch (AssertionError different) {
        throw new AssertionError("seed %d, %s: %s".formatted(seed, experiment, story), different);
      }
    }
  }

  private RandomConfigs configs(Trainer trainer, Random random, RewardEndpoint endpoint) {
    return switch (trainer) {
      case SFT -> new RandomSft(random);
      case DPO -> new RandomDpo(random);
      case GRPO -> new RandomGrpo(random, endpoint.url(), new RecordedRounds(directory));
    };
  }

  /** Runs it in several processes, most of which come to a bad end. */
  private String disturb(TinyExperiment experiment, Path rows, Store store, Random random)
      throws IOException, InterruptedException {
    Path manifest = experiment.write(directory.resolve("manifest"), rows);
    StringBuilder story = new StringBuilder();
    for (int life = 0; life < LIVES; life++) {
      boolean isLast = life >= 1 + random.nextInt(2);
      try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
        while (!isLast && rondo.isAlive() && random.nextInt(3) > 0) {
          rondo.awaitRecords(
              store, experiment.runs(), store.records(experiment.runs()) + random.nextInt(12));
          Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
          Disturbance disturbance = Disturbance.random(random);
          story.append(disturbance).append(" at ").append(store.records(experiment.runs()));
          story.append("; ");
          disturbance.befall(rondo, random);
        }
        int code = rondo.await();
        story.append("exit ").append(code).append("; ");
        if (code == 0) {
          return story.toString();
        }
        assertTrue(List.of(130, 137, 143).contains(code), rondo::output);
      }
    }
    throw new AssertionError("it never ended: " + story);
  }

  /** What happens to processes. */
  private enum Disturbance {
    KILL_A_TRAINER,
    CRASH_A_TRAINER,
    KILL_ALL,
    CTRL_C,
    TERMINATE;

    static Disturbance random(Random random) {
      return values()[random.nextInt(values().length)];
    }

    void befall(RondoProcess rondo, Random random) throws IOException, InterruptedException {
      switch (this) {
        case KILL_A_TRAINER -> signalTrainer(rondo, random, "KILL");
        case CRASH_A_TRAINER -> signalTrainer(rondo, random, "SEGV");
        case KILL_ALL -> rondo.kill();
        case CTRL_C -> rondo.signalGroup("INT");
        case TERMINATE -> rondo.signal("TERM");
      }
    }

    private static void signalTrainer(RondoProcess rondo, Random random, String signal)
        throws IOException, InterruptedException {
      List<ProcessHandle> trainers = rondo.trainers();
      if (!trainers.isEmpty()) {
        RondoProcess.signal(trainers.get(random.nextInt(trainers.size())), signal);
      }
    }
  }
}
