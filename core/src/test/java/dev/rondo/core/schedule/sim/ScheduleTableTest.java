package dev.rondo.core.schedule.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ScheduleTableTest {
  @Test
  void thePortGivesTheUtilisationsThatWereRecordedOfRapidFire() {
    List<Timeline> straggler = ScheduleTable.rapidFire(_ -> Workload.straggler(4));
    assertEquals(0.44, ScheduleTable.mean(straggler, Timeline::utilisation), 0.005);
    List<Timeline> gang = ScheduleTable.rapidFire(_ -> Workload.gang(4));
    assertEquals(0.81, ScheduleTable.mean(gang, Timeline::utilisation), 0.005);
    assertEquals(12.4, ScheduleTable.mean(gang, Timeline::end), 0.05);
  }

  @Test
  void idleSlotsBesideAStragglerAreGivenBack() {
    Timeline rondo = Simulation.of(Workload.straggler(4), new RondoDispatch(), 0);
    assertEquals(rondo.workload().earliestEnd(), rondo.end(), 1e-9);
    assertTrue(rondo.utilisationOfHeld(1.0 / 3) > 0.95);
  }

  @Test
  void halfOfTheSlotsAreEnoughBesideAStraggler() {
    LongFunction<Workload> half = seed -> Workload.straggler(2).shuffled(seed);
    double end = ScheduleTable.mean(ScheduleTable.rondo(half), Timeline::end);
    assertTrue(end <= 17, "a chunk at most until the straggler is known as one");
    assertTrue(end < ScheduleTable.mean(ScheduleTable.rapidFire(half), Timeline::end));
  }

  @Test
  void aGangDoesNotHoldUpRunsThatCouldGoOn() {
    LongFunction<Workload> eight = seed -> Workload.gang(8).shuffled(seed);
    assertTrue(
        ScheduleTable.mean(ScheduleTable.rondo(eight), Timeline::utilisation)
            > ScheduleTable.mean(ScheduleTable.rapidFire(eight), Timeline::utilisation));
  }

  @Test
  void theTableInTheDocumentIsTheOneThatIsComputed() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "scheduling.md"));
    assertEquals(ScheduleTable.filled(document), document, "run `make schedule-table`");
  }
}
