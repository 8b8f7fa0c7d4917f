package dev.rondo.core.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.core.placement.PlacementAction.Bind;
import dev.rondo.core.placement.PlacementAction.Release;
import dev.rondo.core.placement.PlacementAction.Why;
import dev.rondo.core.placement.WorkerView.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunPlacementTest {
  private static final double PATIENCE = 300;

  @Property
  void whereAWorkerIsReadyEveryRunnableRunHasOneThatIsNotLost(@ForAll long seed) {
    PlacementSnapshot before = random(seed);
    PlacementSnapshot after = applied(before);
    boolean canPlace = before.workers().stream().anyMatch(WorkerView::isReady);
    for (RunClaim run : after.runs()) {
      boolean held =
          after.workers().stream()
              .anyMatch(worker -> worker.phase() != Phase.LOST && run.isOn(worker));
      assertTrue(!run.isRunnable() || !canPlace || held, run.toString());
    }
  }

  @Property
  void everyBindRaisesTheEpochOnce(@ForAll long seed) {
    PlacementSnapshot before = random(seed);
    Map<String, RunClaim> runs =
        before.runs().stream().collect(Collectors.toMap(RunClaim::name, run -> run));
    Map<String, Long> binds = new HashMap<>();
    for (Bind bind : binds(before)) {
      Optional<Fence> old = runs.get(bind.run()).placement();
      assertEquals(old.map(Fence::epoch).orElse(0L) + 1, bind.fence().epoch());
      binds.merge(bind.run(), 1L, Long::sum);
    }
    assertTrue(binds.values().stream().allMatch(times -> times == 1), binds.toString());
  }

  @Property
  void aRunThatTrainsOnALiveWorkerIsNeverMoved(@ForAll long seed) {
    PlacementSnapshot before = random(seed);
    List<String> moved = binds(before).stream().map(Bind::run).toList();
    for (RunClaim run : before.runs()) {
      boolean trainsThere =
          run.isTraining()
              && before.workers().stream()
                  .anyMatch(worker -> worker.phase() != Phase.LOST && run.isOn(worker));
      assertFalse(trainsThere && moved.contains(run.name()), run.toString());
    }
  }

  @Property
  void decisionsComeToRest(@ForAll long seed) {
    PlacementSnapshot state = random(seed);
    for (int round = 0; round < 30; round++) {
      if (binds(state).isEmpty()) {
        return;
      }
      state = applied(state);
    }
    assertEquals(List.of(), binds(state));
  }

  @Property
  void atRestNoWaitingRunWouldHaveMoreRoomElsewhere(@ForAll long seed) {
    PlacementSnapshot state = random(seed);
    for (int round = 0; round < 30; round++) {
      state = applied(state);
    }
    Load load = new Load(state);
    for (WorkerView from : load.ready()) {
      boolean hasWaiting = load.runsOf(from).stream().anyMatch(run -> !run.isTraining());
      for (WorkerView to : load.ready()) {
        assertTrue(!hasWaiting || load.perSlot(from, 0) <= load.perSlot(to, 1) + 1e-9);
      }
    }
  }

  @Property
  void theOrderOfTheSnapshotDoesNotMatter(@ForAll long seed) {
    PlacementSnapshot snapshot = random(seed);
    List<WorkerView> workers = new ArrayList<>(snapshot.workers());
    List<RunClaim> runs = new ArrayList<>(snapshot.runs());
    Collections.shuffle(workers, new Random(seed));
    Collections.shuffle(runs, new Random(seed + 1));
    assertEquals(
        RunPlacement.decide(snapshot),
        RunPlacement.decide(new PlacementSnapshot(workers, runs, PATIENCE)));
  }

  @Test
  void theRunsOfALostWorkerGoOnElsewhereUnderANewEpoch() {
    RunClaim run = claim("r", 0, true, Optional.of(new Fence("uid-a", 3)));
    assertEquals(
        List.of(new Bind("r", "b", new Fence("uid-b", 4), Why.WORKER_LOST)),
        decide(List.of(worker("a", Phase.LOST, 0), worker("b", Phase.READY, 0)), run));
  }

  @Test
  void aWorkerThatIsMadeAgainUnderTheSameNameIsAnotherWorker() {
    RunClaim run = claim("r", 0, false, Optional.of(new Fence("uid-of-the-pod-before", 1)));
    assertEquals(
        List.of(new Bind("r", "a", new Fence("uid-a", 2), Why.WORKER_LOST)),
        decide(List.of(worker("a", Phase.READY, 0)), run));
  }

  @Test
  void aWorkerThatIsNotReadyKeepsItsRuns() {
    RunClaim run = claim("r", 0, false, Optional.of(new Fence("uid-a", 1)));
    assertEquals(
        List.of(),
        decide(List.of(worker("a", Phase.NOT_READY, 0), worker("b", Phase.READY, 0)), run));
  }

  @Test
  void aWaitingRunIsHandedFromALoadedWorkerToAnIdleOne() {
    RunClaim training = claim("t", 0, true, Optional.of(new Fence("uid-a", 1)));
    RunClaim waiting = claim("w", 1, false, Optional.of(new Fence("uid-a", 1)));
    assertEquals(
        List.of(new Bind("w", "b", new Fence("uid-b", 2), Why.REBALANCED)),
        decide(
            List.of(worker("a", Phase.READY, 0), worker("b", Phase.READY, PATIENCE)),
            training,
            waiting));
  }

  @Test
  void anIdleWorkerIsGivenBackAlsoBesideOneThatTrains() {
    RunClaim training = claim("t", 0, true, Optional.of(new Fence("uid-a", 1)));
    assertEquals(
        List.of(new Release("b")),
        decide(List.of(worker("a", Phase.READY, 0), worker("b", Phase.READY, PATIENCE)), training));
    assertEquals(
        List.of(),
        decide(
            List.of(worker("a", Phase.READY, 0), worker("b", Phase.READY, PATIENCE - 1)),
            training));
  }

  @Test
  void whatIsTriedAgainIsBoundAnewAlsoWhereItWas() {
    RunClaim failed =
        new RunClaim("r", 0, 0, true, false, true, "", Optional.of(new Fence("uid-a", 3)));
    assertEquals(
        List.of(new Bind("r", "a", new Fence("uid-a", 4), PlacementAction.Why.TRIED_AGAIN)),
        decide(List.of(worker("a", Phase.READY, 0)), failed));
  }

  @Test
  void whatHasPriorityGetsTheRoomiestWorkerFirst() {
    RunClaim early = new RunClaim("early", 0, 0, true, false, false, "", Optional.empty());
    RunClaim urgent = new RunClaim("urgent", 1, 5, true, false, false, "", Optional.empty());
    List<PlacementAction> actions = decide(List.of(worker("a", Phase.READY, 0)), early, urgent);
    assertEquals(
        List.of("urgent", "early"), actions.stream().map(Bind.class::cast).map(Bind::run).toList());
  }

  private static List<PlacementAction> decide(List<WorkerView> workers, RunClaim... runs) {
    return RunPlacement.decide(new PlacementSnapshot(workers, List.of(runs), PATIENCE));
  }

  private static List<Bind> binds(PlacementSnapshot snapshot) {
    return RunPlacement.decide(snapshot).stream()
        .filter(Bind.class::isInstance)
        .map(Bind.class::cast)
        .toList();
  }

  private static PlacementSnapshot applied(PlacementSnapshot before) {
    Map<String, Fence> fences =
        binds(before).stream().collect(Collectors.toMap(Bind::run, Bind::fence));
    List<RunClaim> runs =
        before.runs().stream()
            .map(run ->
                fences.containsKey(run.name())
                    ? new RunClaim(
                        run.name(),
                        run.order(),
                        run.priority(),
                        run.isRunnable(),
                        false,
                        false,
                        run.engine(),
                        Optional.of(fences.get(run.name())))
                    : run)
            .toList();
    return new PlacementSnapshot(before.workers(), runs, PATIENCE);
  }

  private static WorkerView worker(String name, Phase phase, double idleSeconds) {
    return new WorkerView(name, "uid-" + name, 1, phase, "", idleSeconds);
  }

  private static RunClaim claim(
      String name, int order, boolean isTraining, Optional<Fence> placement) {
    return new RunClaim(name, order, 0, true, isTraining, false, "", placement);
  }

  private static PlacementSnapshot random(long seed) {
    Random random = new Random(seed);
    List<WorkerView> workers = new ArrayList<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      List<Phase> phases = List.of(Phase.values());
      Phase phase = phases.get(random.nextInt(phases.size()));
      String engine = "engine-" + random.nextInt(2);
      workers.add(
          new WorkerView(
              "w" + i, "uid-w" + i, 1 + random.nextInt(4), phase, engine, random.nextInt(600)));
    }
    List<RunClaim> runs = new ArrayList<>();
    for (int i = 0; i < random.nextInt(20); i++) {
      Optional<Fence> placement =
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of(new Fence("uid-w" + random.nextInt(7), 1 + random.nextInt(5)));
      boolean isRunnable = random.nextInt(4) > 0;
      boolean isTraining = isRunnable && placement.isPresent() && random.nextBoolean();
      runs.add(
          new RunClaim(
              "r" + i,
              i,
              random.nextInt(2),
              isRunnable,
              isTraining,
              isRunnable && !isTraining && random.nextInt(6) == 0,
              "engine-" + random.nextInt(2),
              placement));
    }
    return new PlacementSnapshot(workers, runs, PATIENCE);
  }
}
