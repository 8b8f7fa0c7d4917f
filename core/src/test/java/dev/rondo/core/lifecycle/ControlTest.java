package dev.rondo.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.stopping.Stop;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ControlTest {
  @Property
  void theLastAnswersStayEachOnce(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> gestures) {
    Control control = new Control(null);
    for (int gesture : gestures) {
      control = control.with(answer("id-" + gesture, Control.DONE));
      assertTrue(control.answer("id-" + gesture).isPresent());
    }
    List<String> ids = control.entries().stream().map(ControlEntry::id).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
    assertTrue(ids.size() <= Control.LENGTH);
  }

  @Test
  void whatARuleStoppedIsRememberedHoweverManyGesturesFollow() {
    Stop stop = new Stop("run", "StoppedByASHA", 1, 3, 4, "rung 1");
    Control control =
        new Control(null)
            .with(new ControlEntry(RuleStop.id(stop), "stop", Control.ACCEPTED, "rung 1", ""));
    for (int i = 0; i < 20; i++) {
      control = control.with(answer("id-" + i, Control.DONE));
    }
    assertEquals(Set.of(1), RuleStop.settledRungs(control.entries()));
    assertEquals(Control.LENGTH + 1, control.entries().size());
  }

  @Test
  void anAcceptedGestureIsDoneWhenItHasTakenEffect() {
    Control control =
        new Control(null)
            .with(answer("a", Control.ACCEPTED))
            .with(answer("b", Control.REFUSED))
            .acted("stop", "stopped", "2026-01-01T00:00:01Z", 9L);
    ControlEntry acted = control.answer("a").orElseThrow();
    assertEquals(Control.DONE, acted.result());
    assertEquals(9L, acted.actedStep());
    assertEquals("2026-01-01T00:00:01Z", acted.actedTime());
    assertEquals(Control.REFUSED, control.answer("b").orElseThrow().result());
  }

  @Test
  void whatTakesEffectTogetherIsSeenEachBeforeAnyOfItGoes() {
    Control control = new Control(null);
    for (int i = 0; i < 3 * Control.LENGTH; i++) {
      control = control.with(answer("id-" + i, Control.ACCEPTED));
    }
    Control acted = control.acted("stop", "stopped", "2026-01-01T00:00:01Z", 9L);
    assertEquals(3 * Control.LENGTH, acted.entries().size());
    assertTrue(acted.entries().stream().allMatch(entry -> entry.result().equals(Control.DONE)));
    assertEquals(Control.LENGTH, acted.with(answer("last", Control.DONE)).entries().size());
  }

  private static ControlEntry answer(String id, String result) {
    return new ControlEntry(id, "stop", result, "", "2026-01-01T00:00:00Z", 7L, null, null);
  }
}
