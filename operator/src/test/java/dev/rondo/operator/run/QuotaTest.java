package dev.rondo.operator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final ExperimentResource TWO_AT_MOST =
      Serialization.unmarshal(
          """
          kind: Experiment
          metadata: {name: support, uid: e}
          spec: {maxRuns: 2}
          """,
          ExperimentResource.class);

  private final Quota quota = new Quota();

  @Test
  void theEarliestAreTaken() {
    List<RunResource> runs = IntStream.range(0, 4).mapToObj(QuotaTest::made).toList();
    assertEquals(
        List.of(true, true, false, false), runs.stream().map(run -> isTaken(run, runs)).toList());
  }

  @Test
  void whatWasTakenCountsBeforeItsStatusIsSeen() {
    List<RunResource> seen = new ArrayList<>(List.of(made(2)));
    assertTrue(isTaken(seen.getFirst(), seen));
    for (int earlier : List.of(1, 0)) {
      seen.addFirst(made(earlier));
    }
    assertEquals(List.of(true, false, true), seen.stream().map(run -> isTaken(run, seen)).toList());
  }

  @Test
  void aRunThatIsGoneLeavesItsPlace() {
    List<RunResource> seen =
        new ArrayList<>(IntStream.range(0, 3).mapToObj(QuotaTest::made).toList());
    assertEquals(List.of(true, true, false), seen.stream().map(run -> isTaken(run, seen)).toList());
    seen.removeFirst();
    assertTrue(isTaken(seen.getLast(), seen));
  }

  @Test
  void aRunThatWasRefusedForWhatItIsDoesNotCount() {
    List<RunResource> seen =
        List.of(refused(0, "ConfigInvalid"), refused(1, "ConfigInvalid"), made(2), made(3));
    assertTrue(isTaken(seen.get(2), seen));
    assertTrue(isTaken(seen.get(3), seen));
  }

  @Test
  void aRunThatWaitsForRoomComesBeforeThoseThatWereMadeAfterIt() {
    List<RunResource> seen = new ArrayList<>(List.of(made(0), made(1)));
    seen.forEach(run -> assertTrue(isTaken(run, seen)));
    seen.addAll(List.of(refused(2, "QuotaExceeded"), made(3)));
    seen.removeFirst();
    assertFalse(isTaken(seen.getLast(), seen));
    assertTrue(isTaken(seen.get(1), seen));
  }

  @Test
  void aRunThatCameToBeRefusedForWhatItIsGivesItsPlaceUp() {
    List<RunResource> seen = List.of(made(0), made(1), made(2));
    assertTrue(isTaken(seen.get(0), seen));
    assertTrue(isTaken(seen.get(1), seen));
    quota.leave(seen.getFirst());
    List<RunResource> later = List.of(refused(0, "ConfigInvalid"), made(1), made(2));
    assertTrue(isTaken(later.getLast(), later));
  }

  private static RunResource refused(int second, String reason) {
    RunResource run = made(second);
    Condition accepted =
        new Condition("Accepted", "False", reason, "no", 1L, "2026-01-01T00:00:09Z");
    run.setStatus(new RunStatus(null, null, null, null, null, List.of(accepted), null));
    return run;
  }

  private boolean isTaken(RunResource run, List<RunResource> runs) {
    Optional<String> problem = quota.problem(run, TWO_AT_MOST, runs);
    problem.ifPresent(text -> assertTrue(text.contains("at most 2 (spec.maxRuns)"), text));
    return problem.isEmpty();
  }

  private static RunResource made(int second) {
    return Serialization.unmarshal(
        """
        kind: Run
        metadata: {name: run-%1$d, uid: r%1$d, creationTimestamp: "2026-01-01T00:00:0%1$dZ"}
        spec: {experiment: support}
        """
            .formatted(second),
        RunResource.class);
  }
}
