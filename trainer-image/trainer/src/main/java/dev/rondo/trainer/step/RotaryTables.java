package dev.rondo.trainer.step;

import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;

/**
 * Tables of the rotary embedding.
 *
 * @param cos float32, {@code [positions, headDim]}
 * @param sin likewise
 */
record RotaryTables(Tensor cos, Tensor sin) implements AutoCloseable {
  static RotaryTables of(ModelConfig config, ComputeDevice device) {
    float[][] tables =
        config.rope().tables(config.maxPositions(), config.headDim(), config.ropeTheta());
    long positions = config.maxPositions();
    long width = config.headDim();
    return new RotaryTables(
        device.place(Tensor.ofFloats(tables[0], positions, width)),
        device.place(Tensor.ofFloats(tables[1], positions, width)));
  }

  @Override
  public void close() {
    cos.close();
    sin.close();
  }
}
