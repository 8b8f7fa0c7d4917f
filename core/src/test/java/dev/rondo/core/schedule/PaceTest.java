package dev.rondo.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void untilAStepIsMeasuredEveryStepTakesASecond() {
    assertEquals(12, Pace.UNMEASURED.seconds(12, 3));
  }

  @Test
  void theFirstMeasurementReplacesTheAssumptionAndLaterOnesAreAveraged() {
    Pace once = Pace.UNMEASURED.stepped(0.2);
    assertEquals(0.2, once.step().value());
    assertEquals(0.23, once.stepped(0.3).step().value(), 1e-12);
  }

  @Test
  void evaluationsAndSwapsCountOncePerTurn() {
    Pace pace = Pace.UNMEASURED.stepped(0.5).turned(2, 0.25);
    assertEquals(10 * 0.5 + 3 * 2.25, pace.seconds(10, 3));
  }
}
