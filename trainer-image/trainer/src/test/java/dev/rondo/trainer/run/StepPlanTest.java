package dev.rondo.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StepPlanTest {
  @Property
  void aRunThatGoesOnElsewhereUnchangedTakesTheSameRowsInTheSameSteps(
      @ForAll @IntRange(min = 8, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @IntRange(min = 1, max = 3) int accumulation,
      @ForAll boolean dropLast,
      @ForAll @IntRange(max = 99) int share) {
    Budget budget = new Budget(batch, accumulation, 3, 0, dropLast);
    StepPlan parent = StepPlan.of(budget, rows);
    long from = parent.totalSteps() * share / 100;
    StepPlan clone =
        StepPlan.of(budget, rows, new Origin(from, parent.scheduleStep(from), parent.place(from)));
    assertEquals(parent.totalSteps(), clone.totalSteps());
    assertEquals(parent.epochOrigin(), clone.epochOrigin());
    for (long step = from; step < parent.totalSteps(); step++) {
      assertEquals(rowsOf(parent, step), rowsOf(clone, step), "step " + step);
      assertEquals(parent.epochOf(step), clone.epochOf(step));
      assertEquals(parent.epochAfter(step + 1), clone.epochAfter(step + 1));
      assertEquals(parent.endsEpoch(step + 1), clone.endsEpoch(step + 1));
      assertEquals(parent.scheduleStep(step), clone.scheduleStep(step));
      assertEquals(parent.place(step), clone.place(step));
    }
  }

  @Property
  void withAnotherBatchSizeTheRestOfTheEpochIsTakenOnceAndThenWholeEpochs(
      @ForAll @IntRange(min = 8, max = 60) int rows,
      @ForAll @IntRange(max = 59) int consumed,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @IntRange(min = 1, max = 3) int accumulation) {
    Origin origin = new Origin(11, 0, new Origin.Place(1, Math.min(rows - 1, consumed)));
    StepPlan clone = StepPlan.of(new Budget(batch, accumulation, 2, 0, false), rows, origin);
    List<Integer> places = new ArrayList<>();
    for (long step = 11; clone.epochOf(step) == 1; step++) {
      places.addAll(rowsOf(clone, step));
    }
    assertEquals(IntStream.range(origin.place().row(), rows).boxed().toList(), places);
    long next = clone.epochOrigin() + 2 * clone.stepsPerEpoch();
    assertEquals(2, clone.epochOf(next));
    assertEquals(0, rowsOf(clone, next).getFirst());
    assertEquals(1.0, clone.epochAfter(next) - 1, 0);
    assertTrue(clone.endsEpoch(next));
  }

  @Test
  void aRestartHasItsFullBudgetAndAContinuedScheduleWhatIsLeft() {
    Budget budget = new Budget(4, 1, 1, 0, false);
    Origin.Place half = new Origin.Place(0, 32);
    StepPlan restart = StepPlan.of(budget, 64, new Origin(8, 0, half));
    StepPlan on = StepPlan.of(budget, 64, new Origin(8, 8, half));
    assertEquals(24, restart.totalSteps());
    assertEquals(0, restart.scheduleStep(8));
    assertEquals(16, on.totalSteps());
    assertEquals(8, on.scheduleStep(8));
  }

  @Test
  void dataThatBeginsAnewBeginsItsEpochWithTheRun() {
    StepPlan plan =
        StepPlan.of(new Budget(4, 1, 1, 0, false), 64, new Origin(8, 0, Origin.Place.START));
    assertEquals(8, plan.epochOrigin());
    assertEquals(List.of(0, 1, 2, 3), rowsOf(plan, 8));
    assertEquals(0, plan.epochAfter(8));
    assertEquals(1, plan.epochAfter(24));
  }

  private static List<Integer> rowsOf(StepPlan plan, long step) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < plan.batches(step); i++) {
      int batch = plan.firstBatch(step) + i;
      for (int place = plan.from(step, batch); place < plan.to(step, batch); place++) {
        rows.add(place);
      }
    }
    return rows;
  }
}
