package dev.rondo.operator.worker;

import dev.rondo.operator.OperatorSettings;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The size of the memory volume. It need not hold the states of all runs, as those that wait leave
 * it where room is short. What a container writes there counts as memory of its own, so that beside
 * a stated limit the volume is a quarter of it at most: the rest is for what the container computes
 * with. An overlay that states the volume's sizeLimit has its way.
 */
final class MemorySize {
  private static final BigDecimal SHARE = new BigDecimal("0.25");

  private MemorySize() {}

  static Quantity of(WorkerTemplate template, OperatorSettings.Worker settings) {
    Quantity set = Quantity.parse(settings.memoryVolume());
    return template.memoryLimits().stream()
        .map(limit -> limit.getNumericalAmount().multiply(SHARE).toBigInteger())
        .min(Comparator.naturalOrder())
        .filter(bytes -> bytes.compareTo(set.getNumericalAmount().toBigInteger()) < 0)
        .map(bytes -> new Quantity(bytes.toString()))
        .orElse(set);
  }
}
