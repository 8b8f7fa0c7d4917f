package dev.rondo.trainer.grpo;

import java.util.Map;

/** TRL's clip_ratio metrics of a micro-batch. */
final class ClipCounts {
  private int low;
  private int high;
  private double lowMin = Double.NaN;
  private double highMax = Double.NaN;

  void add(RowClips row) {
    low += row.low();
    high += row.high();
    if (row.counted() > 0) {
      double lowShare = (double) row.low() / row.counted();
      double highShare = (double) row.high() / row.counted();
      lowMin = Double.isNaN(lowMin) ? lowShare : Math.min(lowMin, lowShare);
      highMax = Double.isNaN(highMax) ? highShare : Math.max(highMax, highShare);
    }
  }

  int high() {
    return high;
  }

  /**
   * Adds them.
   *
   * @param ratios how many were looked at
   */
  void tell(Map<String, Double> metrics, int ratios) {
    metrics.put("clip_ratio/low_mean", (double) low / ratios);
    metrics.put("clip_ratio/high_mean", (double) high / ratios);
    metrics.put("clip_ratio/region_mean", (double) (low + high) / ratios);
    if (!Double.isNaN(lowMin)) {
      metrics.put("clip_ratio/low_min", lowMin);
      metrics.put("clip_ratio/high_max", highMax);
    }
  }
}
