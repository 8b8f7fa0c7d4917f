package dev.rondo.trainer.export;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.model.SafeTensorsWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a model directory whose weights are rounded to another format. */
public final class NarrowModel {
  private NarrowModel() {}

  /** Writes it. */
  public static void write(Path model, Path target, Precision precision) throws Exception {
    Files.createDirectories(target);
    SafeTensors weights = SafeTensors.ofModel(model);
    SafeTensorsWriter.write(
        target.resolve("model.safetensors"),
        weights.names().stream()
            .map(name ->
                SafeTensorsWriter.Entry.rounded(
                    name, precision, weights.shape(name), () -> floats(weights, name)))
            .toList());
    Files.copy(model.resolve("config.json"), target.resolve("config.json"));
  }

  private static float[] floats(SafeTensors weights, String name) {
    FloatBuffer values = weights.floats(name).asFloatBuffer();
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }
}
