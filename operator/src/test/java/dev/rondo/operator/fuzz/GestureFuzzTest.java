package dev.rondo.operator.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import dev.rondo.operator.scenario.Manifests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No gesture is lost and none is done twice, whatever happens at the same time. {@code make fuzz}
 * runs it at full length: 10,000 gestures on 50 runs.
 */
@OnCluster
class GestureFuzzTest {
  private static final int GESTURES = Integer.getInteger("rondo.fuzz.gestures", 150);
  private static final int RUNS = Integer.getInteger("rondo.fuzz.runs", 6);
  private static final int RESTART_ONE_IN = Integer.getInteger("rondo.fuzz.restart", 60);
  private static final int TELL_EACH = 500;
  private static final long SEED = Long.getLong("rondo.fuzz.seed", 20260214);

  @Test
  void everyGestureIsRecordedOnceAndAnsweredOnce(Playground playground) throws Exception {
    Random random = new Random(SEED);
    try (RunHistory history = new RunHistory(playground.client(), playground.namespace())) {
      playground.create(manifest());
      start(playground, random);
      playground.await("runs", () -> playground.runNames().size() == RUNS);
      List<String> runs = playground.runNames();
      playground.readyWorkers(1);
      SimulatedWorkers workers = new SimulatedWorkers(playground, runs, random.nextLong());
      RandomPeople people = new RandomPeople(playground, runs, random.nextLong());
      Thread thread = Thread.ofPlatform().start(workers);
      int told = 0;
      while (people.made() < GESTURES) {
        people.act();
        if (people.made() / TELL_EACH > told) {
          told = people.made() / TELL_EACH;
          IO.println("fuzz: %d gestures until now".formatted(people.made()));
        }
        if (random.nextInt(RESTART_ONE_IN) == 0) {
          playground.stop();
          people.act();
          start(playground, random);
        }
      }
      thread.interrupt();
      thread.join();
      playground.stop();
      playground.start();
      playground.await(
          "all is answered",
          () -> {
            workers.settle();
            return runs.stream().map(playground::run).allMatch(GestureFuzzTest::isAtRest);
          });
      playground.stop();
      playground.await(
          "all is seen",
          () -> playground.runNames().stream().map(playground::run).allMatch(history::hasSeen));
      judge(playground, history, people.made());
    }
  }

  private static void judge(Playground playground, RunHistory history, int made) {
    List<String> wrong = new ArrayList<>();
    Map<String, ControlEntry> answers = new HashMap<>();
    List<GestureOracle> oracles = history.oracles();
    for (GestureOracle oracle : oracles) {
      oracle.end();
      wrong.addAll(oracle.wrong());
      answers.putAll(oracle.answered());
    }
    assertEquals(List.of(), wrong.stream().limit(20).toList(), "seed " + SEED);
    Map<String, Long> clones =
        oracles.stream()
            .flatMap(oracle -> oracle.cloneOf().stream())
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    Map<String, Long> promised =
        answers.values().stream()
            .filter(answer -> answer.message().startsWith("made "))
            .collect(Collectors.groupingBy(ControlEntry::id, Collectors.counting()));
    assertEquals(promised, clones, "one run a clone, for each that was promised");
    assertTrue(playground.runNames().size() <= RUNS + RUNS / 2, "the quota holds");
    System.out.printf(
        "fuzz: %d gestures made on %d runs, %d taken in (others were written over by their like),"
            + " %d answered, %d clones, %d versions read, 0 lost, 0 doubled%n",
        made,
        RUNS,
        oracles.stream().mapToInt(GestureOracle::consumed).sum(),
        answers.size(),
        clones.size(),
        oracles.stream().mapToInt(GestureOracle::versions).sum());
  }

  private static boolean isAtRest(RunResource run) {
    boolean hasGesture =
        run.getMetadata().getAnnotations().keySet().stream()
            .anyMatch(List.of(Annotations.STOP, Annotations.RESUME, Annotations.CLONE)::contains);
    return !hasGesture && Objects.requireNonNullElse(run.getSpec().requests(), List.of()).isEmpty();
  }

  private static void start(Playground playground, Random random) {
    playground.start(
        playground.server().client(new UnreliableNetwork(new Random(random.nextLong()))));
  }

  private static String manifest() {
    String rates =
        IntStream.rangeClosed(1, RUNS)
            .mapToObj(i -> i + "e-5")
            .collect(Collectors.joining(", ", "[", "]"));
    return Manifests.fourRuns("- {name: large, peft: {r: 32}}", "")
        .replace("[1.0e-3, 1.0e-4]", rates)
        .replace("gpus: 1, idleSeconds: 1", "gpus: 0, slots: 4, idleSeconds: 3600")
        .concat("  maxRuns: %d\n".formatted(RUNS + RUNS / 2));
  }
}
