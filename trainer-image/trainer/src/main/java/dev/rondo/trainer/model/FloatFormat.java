package dev.rondo.trainer.model;

import dev.rondo.trainer.config.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values between float32 and the formats that safetensors files hold, little-endian. */
final class FloatFormat {
  private static final int HALF_BITS = 16;
  private static final int ROUNDING = 0x7FFF;

  private FloatFormat() {}

  /** Stored values as float32: the same bytes where they are float32 already, else a copy. */
  static ByteBuffer widen(ByteBuffer stored, Precision precision) {
    ByteBuffer source = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (precision == Precision.FLOAT32) {
      return source;
    }
    ByteBuffer wide = direct(2 * source.remaining());
    while (source.hasRemaining()) {
      short bits = source.getShort();
      wide.putFloat(
          precision == Precision.BFLOAT16
              ? Float.intBitsToFloat(bits << HALF_BITS)
              : Float.float16ToFloat(bits));
    }
    return wide.flip();
  }

  /** Values rounded to nearest, ties to even. */
  static ByteBuffer narrow(float[] values, Precision precision) {
    if (precision == Precision.FLOAT32) {
      ByteBuffer same = direct(Float.BYTES * values.length);
      same.asFloatBuffer().put(values);
      return same;
    }
    ByteBuffer narrow = direct(Short.BYTES * values.length);
    for (float value : values) {
      narrow.putShort(
          precision == Precision.BFLOAT16 ? toBfloat16(value) : Float.floatToFloat16(value));
    }
    return narrow.flip();
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> HALF_BITS) | 1);
    }
    return (short) ((bits + ROUNDING + ((bits >>> HALF_BITS) & 1)) >>> HALF_BITS);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
