package dev.rondo.trainer.export;

import dev.rondo.trainer.config.Tuning;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * PEFT's {@code merge_and_unload}: W + scaling B A; with DoRA each row of that, divided by its norm
 * and multiplied with its magnitude.
 */
final class LoraMerge {
  private final Tuning.Lora lora;
  private final FlatTensors adapter;

  LoraMerge(Tuning.Lora lora, FlatTensors adapter) {
    this.lora = lora;
    this.adapter = adapter;
  }

  /** Whether the adapter changes this weight of the base. */
  boolean adapts(String weight) {
    return adapter.has(module(weight) + ".lora_A.weight");
  }

  /**
   * The merged values.
   *
   * @param weight Transformers' key
   * @param base its float32 values, row-major
   */
  float[] into(String weight, ByteBuffer base, List<Long> shape) {
    float[] a = adapter.values(module(weight) + ".lora_A.weight");
    float[] b = adapter.values(module(weight) + ".lora_B.weight");
    int rows = Math.toIntExact(shape.get(0));
    int columns = Math.toIntExact(shape.get(1));
    float scaling = (float) lora.scaling();
    float[] merged = new float[rows * columns];
    base.asFloatBuffer().get(merged);
    float[] delta = new float[columns];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(delta, 0);
      for (int k = 0; k < lora.r(); k++) {
        float factor = b[row * lora.r() + k];
        for (int column = 0; column < columns; column++) {
          delta[column] += factor * a[k * columns + column];
        }
      }
      for (int column = 0; column < columns; column++) {
        merged[row * columns + column] += scaling * delta[column];
      }
    }
    if (lora.useDora()) {
      scaleRows(merged, columns, adapter.values(module(weight) + ".lora_magnitude_vector"));
    }
    return merged;
  }

  private static void scaleRows(float[] merged, int columns, float[] magnitudes) {
    for (int row = 0; row < magnitudes.length; row++) {
      double squares = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        squares += (double) merged[i] * merged[i];
      }
      float factor = magnitudes[row] / (float) Math.sqrt(squares);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        merged[i] *= factor;
      }
    }
  }

  private static String module(String weight) {
    return "base_model.model." + weight.replaceFirst("\\.weight$", "");
  }
}
