package dev.rondo.trainer.model;

/** How rotary frequencies are scaled, by Transformers' {@code rope_type}. */
public sealed interface Rope {
  /** Not at all. */
  record Plain() implements Rope {}

  /** Every frequency divided by a factor. */
  record Linear(float factor) implements Rope {}

  /** Llama 3.1's scheme: low frequencies divided, high ones kept, a smooth ramp between. */
  record Llama3(float factor, float lowFreqFactor, float highFreqFactor, float originalMaxPositions)
      implements Rope {
    private float ramped(float inverse) {
      float wavelength = (float) (2 * Math.PI) / inverse;
      if (wavelength < originalMaxPositions / highFreqFactor) {
        return inverse;
      }
      if (wavelength > originalMaxPositions / lowFreqFactor) {
        return inverse / factor;
      }
      float smooth =
          (originalMaxPositions / wavelength - lowFreqFactor) / (highFreqFactor - lowFreqFactor);
      return (1 - smooth) * inverse / factor + smooth * inverse;
    }
  }

  /** The scaled inverse frequency; fp32 throughout, as Transformers computes it. */
  default float scale(float inverse) {
    return switch (this) {
      case Plain() -> inverse;
      case Linear(float factor) -> inverse / factor;
      case Llama3 llama3 -> llama3.ramped(inverse);
    };
  }

  /**
   * Tables of cos and sin, each {@code [positions, headDim]} row-major, with the two halves equal
   * as {@code rotate_half} expects.
   */
  default float[][] tables(int positions, int headDim, double theta) {
    int half = headDim / 2;
    float[] cos = new float[positions * headDim];
    float[] sin = new float[positions * headDim];
    for (int j = 0; j < half; j++) {
      float frequency = scale(1f / (float) Math.pow(theta, (float) (2 * j) / headDim));
      for (int position = 0; position < positions; position++) {
        float angle = position * frequency;
        int at = position * headDim + j;
        cos[at] = (float) Math.cos(angle);
        sin[at] = (float) Math.sin(angle);
        cos[at + half] = cos[at];
        sin[at + half] = sin[at];
      }
    }
    return new float[][] {cos, sin};
  }
}
