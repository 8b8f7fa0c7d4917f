package dev.rondo.trainer.grpo;

/** How many of a row's ratios were clipped. */
final class RowClips {
  private int low;
  private int high;
  private int counted;

  void count(PolicyLoss loss, double advantage, double ratio) {
    double seen = Math.min(ratio, loss.delta().orElse(Double.MAX_VALUE));
    double most = loss.type() == LossType.CISPO ? loss.epsilonHigh() : 1 + loss.epsilonHigh();
    low += seen < 1 - loss.epsilon() && advantage < 0 ? 1 : 0;
    high += seen > most && advantage > 0 ? 1 : 0;
    counted++;
  }

  int low() {
    return low;
  }

  int high() {
    return high;
  }

  /** Ratios looked at. */
  int counted() {
    return counted;
  }
}
