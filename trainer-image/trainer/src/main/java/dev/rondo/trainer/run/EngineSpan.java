package dev.rondo.trainer.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps that were computed under one numerics fingerprint; part of a saved state.
 *
 * @param fromStep optimizer steps done before
 * @param fingerprint of the process that computed them
 */
record EngineSpan(long fromStep, String fingerprint) {
  private static final int REMEMBERED = 8;

  /** With the steps that a process computes next; of many changes the first and the last stay. */
  static List<EngineSpan> next(List<EngineSpan> before, long step, String fingerprint) {
    if (!before.isEmpty() && before.getLast().fingerprint().equals(fingerprint)) {
      return before;
    }
    List<EngineSpan> spans = new ArrayList<>(before);
    if (!spans.isEmpty() && spans.getLast().fromStep() == step) {
      spans.removeLast();
    }
    spans.add(new EngineSpan(step, fingerprint));
    if (spans.size() > REMEMBERED) {
      spans.remove(1);
    }
    return List.copyOf(spans);
  }
}
