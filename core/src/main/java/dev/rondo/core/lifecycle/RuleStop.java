package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.stopping.Asha;
import dev.rondo.core.stopping.Median;
import dev.rondo.core.stopping.Stop;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stop by rule, as a run's {@code status.control} remembers it: by an id that tells the rule and
 * the rung, so that it is made once.
 */
public final class RuleStop {
  private static final String RUNG = "-rung-";

  private RuleStop() {}

  /** The id of a stop, e.g. {@code StoppedByASHA-rung-1}. */
  public static String id(Stop stop) {
    return stop.reason() + RUNG + stop.rung();
  }

  /** Whether a rule wrote this. */
  public static boolean isOne(ControlEntry entry) {
    return reason(entry).isPresent();
  }

  /** Rungs at which a rule has stopped a run before. */
  public static Set<Integer> settledRungs(Collection<ControlEntry> control) {
    return control.stream()
        .filter(RuleStop::isOne)
        .map(entry -> Integer.parseInt(entry.id().substring(entry.id().lastIndexOf('-') + 1)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The stop that was the last thing said of a run; empty where a person said something since. */
  public static Optional<ControlEntry> last(List<ControlEntry> control) {
    return control.reversed().stream()
        .filter(entry -> !entry.result().equals(Control.REFUSED))
        .findFirst()
        .filter(RuleStop::isOne);
  }

  /** {@code StoppedByASHA}, {@code StoppedByMedian}; empty when a person made the gesture. */
  public static Optional<String> reason(ControlEntry entry) {
    return List.of(Asha.REASON, Median.REASON).stream()
        .filter(reason -> entry.id().matches(reason + RUNG + "[0-9]{1,6}"))
        .findFirst();
  }
}
