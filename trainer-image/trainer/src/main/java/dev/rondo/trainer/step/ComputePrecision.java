package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import java.util.Optional;

/**
 * The precision a run gets for the one it asks for ({@code bf16}, {@code fp16}).
 *
 * @param runs what its products are computed in
 * @param notice says so where that is not what was asked for
 */
public record ComputePrecision(Precision runs, Optional<String> notice) {

  /** On a CPU; unset means float32 there. */
  public static ComputePrecision onCpu(Optional<Precision> asked) {
    if (asked.filter(Precision.FLOAT16::equals).isPresent()) {
      return new ComputePrecision(
          Precision.FLOAT32,
          Optional.of(
              "trainingArgs.fp16: a CPU has no float16 training with a loss scaler; this run"
                  + " computes in float32. bf16: true is the faster choice"));
    }
    return new ComputePrecision(asked.orElse(Precision.FLOAT32), Optional.empty());
  }
}
