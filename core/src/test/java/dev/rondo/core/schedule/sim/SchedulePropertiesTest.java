package dev.rondo.core.schedule.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.core.schedule.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SchedulePropertiesTest {
  private static final double SWAP = 0.02;

  @Property(tries = 300)
  void noSlotIdlesWhileARunWaits(@ForAll("withoutGangs") Workload workload) {
    simulate(
        workload,
        moment ->
            assertEquals(
                Math.min(moment.freeBefore(), moment.waitingBefore().size()),
                moment.turns().size()));
  }

  @Property(tries = 300)
  void noTurnLeavesAWaitingRunMoreThanAChunkBehind(@ForAll("withoutGangs") Workload workload) {
    simulate(
        workload,
        moment -> {
          Map<String, Integer> left = new HashMap<>(moment.waitingBefore());
          moment.turns().forEach(turn -> left.remove(turn.run()));
          for (Turn turn : moment.turns()) {
            int after = moment.waitingBefore().get(turn.run()) + 1;
            left.forEach((run, done) -> assertTrue(after - done <= 1, turn + " passes " + run));
          }
        });
  }

  @Property(tries = 300)
  void everyRunEndsAlsoBesideGangs(@ForAll("withGangs") Workload workload) {
    Timeline timeline = Simulation.of(workload, new RondoDispatch(), SWAP);
    assertEquals(List.of(), timeline.unfinished());
    assertEquals(
        workload.runs().stream().mapToInt(run -> run.chunkSeconds().length).sum(),
        timeline.turns().size());
  }

  @Property(tries = 100)
  void theSameWorkloadAlwaysGivesTheSameTurns(@ForAll("withGangs") Workload workload) {
    assertEquals(
        Simulation.of(workload, new RondoDispatch(), SWAP).turns(),
        Simulation.of(workload, new RondoDispatch(), SWAP).turns());
  }

  @Property(tries = 300)
  void theEndIsNeverLaterThanTheEvenShareAndTheLongestRunTogether(
      @ForAll("withoutGangs") Workload workload) {
    Timeline timeline = Simulation.of(workload, new RondoDispatch(), 0);
    double work = timeline.trained() / workload.slots();
    double longest =
        workload.runs().stream().mapToDouble(Workload.SimulatedRun::seconds).max().orElseThrow();
    assertTrue(timeline.end() <= work + longest + 1e-9, timeline.end() + " of " + work);
  }

  private static void simulate(Workload workload, Consumer<Simulation.Moment> watcher) {
    Simulation.of(workload, new RondoDispatch(), SWAP, watcher);
  }

  @Provide
  Arbitrary<Workload> withoutGangs() {
    return workloads(1);
  }

  @Provide
  Arbitrary<Workload> withGangs() {
    return workloads(6);
  }

  private static Arbitrary<Workload> workloads(int widest) {
    return Arbitraries.integers()
        .between(1, 6)
        .flatMap(slots ->
            runs(Math.min(widest, slots)).map(runs -> new Workload("random", slots, runs)));
  }

  private static Arbitrary<List<Workload.SimulatedRun>> runs(int widest) {
    Arbitrary<Integer> widths = Arbitraries.integers().between(1, widest);
    Arbitrary<double[]> chunks =
        Arbitraries.doubles().between(0.1, 5).array(double[].class).ofMinSize(1).ofMaxSize(8);
    return Combinators.combine(widths, chunks)
        .as((width, seconds) -> new Workload.SimulatedRun("", width, seconds))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(SchedulePropertiesTest::named);
  }

  private static List<Workload.SimulatedRun> named(List<Workload.SimulatedRun> runs) {
    return IntStream.range(0, runs.size())
        .mapToObj(i ->
            new Workload.SimulatedRun("run-" + i, runs.get(i).width(), runs.get(i).chunkSeconds()))
        .toList();
  }
}
