package dev.rondo.core.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContendersTest {
  @Property
  void ofManyEvaluationsTheNewestAndAnEvenShareOfTheOthersIsTold(
      @ForAll @IntRange(min = 1, max = 3000) int count) {
    List<EvaluationPoint> told = Contenders.told(values(count));
    assertTrue(told.size() <= 256 && told.size() >= Math.min(count, 128), told::toString);
    assertEquals(count - 1.0, told.getLast().chunks());
    double stride =
        told.size() == 1 ? 0 : told.getLast().chunks() - told.get(told.size() - 2).chunks();
    for (int i = 1; i < told.size(); i++) {
      assertEquals(stride, told.get(i).chunks() - told.get(i - 1).chunks());
    }
  }

  @Test
  void aValueThatIsNotFiniteHasItsPlaceAndNoNumber() {
    SortedMap<Double, Double> values = values(2);
    values.put(1.0, Double.POSITIVE_INFINITY);
    assertEquals(
        List.of(0.0, 1.0), Contenders.told(values).stream().map(EvaluationPoint::chunks).toList());
    assertNull(Contenders.told(values).getLast().value());
  }

  @Test
  void aRunIsAtItsEndOnceItHasDoneAllStepsOfItsBudget() {
    assertTrue(Contenders.isAtEnd(report(16L, 16L)));
    assertFalse(Contenders.isAtEnd(report(15L, 16L)));
    assertFalse(Contenders.isAtEnd(report(15L, null)));
    assertFalse(Contenders.isAtEnd(null));
  }

  private static WorkerReport report(Long step, Long total) {
    Progress progress = new Progress(step, total, null, null, null, null, null, null);
    return new WorkerReport(1L, "Training", 0, progress, null, null, null, null);
  }

  private static SortedMap<Double, Double> values(int count) {
    SortedMap<Double, Double> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      values.put((double) i, 3.0 / (i + 1));
    }
    return values;
  }
}
