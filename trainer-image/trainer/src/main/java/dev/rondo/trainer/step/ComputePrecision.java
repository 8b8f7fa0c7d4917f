package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.torch.ComputeDevice;
import java.util.Optional;

/**
 * The precision a run gets for the one it asks for ({@code bf16}, {@code fp16}).
 *
 * @param runs what its products are computed in
 * @param notice says so where that is not what was asked for
 */
public record ComputePrecision(Precision runs, Optional<String> notice) {
  /**
   * On a device. Unset means float32 on a CPU, and bfloat16, TRL's default, on a GPU.
   *
   * @param asked by the leaf
   */
  static ComputePrecision on(ComputeDevice device, Optional<Precision> asked) {
    Precision unset = device.isCpu() ? Precision.FLOAT32 : Precision.BFLOAT16;
    if (asked.filter(Precision.FLOAT16::equals).isPresent()) {
      return new ComputePrecision(
          unset,
          Optional.of(
              "trainingArgs.fp16: Rondo has no float16 training with a loss scaler; this run"
                  + " computes in %s. bf16: true is the faster choice"
                      .formatted(unset.fieldValue())));
    }
    return new ComputePrecision(asked.orElse(unset), Optional.empty());
  }
}
