package dev.rondo.examples.model;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.model.SafeTensorsWriter;
import dev.rondo.trainer.model.SafeTensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A model directory before training, as Transformers initialises a Llama: normal, norms one. */
final class InitialWeights {
  private final Random random;
  private final List<Entry> entries = new ArrayList<>();

  private InitialWeights(long seed) {
    this.random = new Random(seed);
  }

  /** Writes {@code config.json} and {@code model.safetensors}. */
  static void write(Path directory, long seed) throws IOException {
    InitialWeights weights = new InitialWeights(seed);
    weights.addAll();
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.json"), ModelShape.config());
    SafeTensorsWriter.write(directory.resolve("model.safetensors"), weights.entries);
  }

  private void addAll() {
    int hidden = ModelShape.HIDDEN;
    int inner = ModelShape.INTERMEDIATE;
    int queries = ModelShape.HEADS * ModelShape.HEAD_DIM;
    int keys = ModelShape.KEY_VALUE_HEADS * ModelShape.HEAD_DIM;
    addMatrix("model.embed_tokens", ModelShape.VOCABULARY, hidden);
    for (int layer = 0; layer < ModelShape.LAYERS; layer++) {
      String prefix = "model.layers." + layer + ".";
      addNorm(prefix + "input_layernorm");
      addMatrix(prefix + "self_attn.q_proj", queries, hidden);
      addMatrix(prefix + "self_attn.k_proj", keys, hidden);
      addMatrix(prefix + "self_attn.v_proj", keys, hidden);
      addMatrix(prefix + "self_attn.o_proj", hidden, queries);
      addNorm(prefix + "post_attention_layernorm");
      addMatrix(prefix + "mlp.gate_proj", inner, hidden);
      addMatrix(prefix + "mlp.up_proj", inner, hidden);
      addMatrix(prefix + "mlp.down_proj", hidden, inner);
    }
    addNorm("model.norm");
  }

  private void addMatrix(String module, int rows, int columns) {
    ByteBuffer data = floats(rows * columns);
    while (data.hasRemaining()) {
      data.putFloat((float) (ModelShape.INITIALIZER_RANGE * random.nextGaussian()));
    }
    add(module, List.of((long) rows, (long) columns), data);
  }

  private void addNorm(String module) {
    ByteBuffer data = floats(ModelShape.HIDDEN);
    while (data.hasRemaining()) {
      data.putFloat(1);
    }
    add(module, List.of((long) ModelShape.HIDDEN), data);
  }

  private void add(String module, List<Long> shape, ByteBuffer data) {
    ByteBuffer values = data.flip();
    entries.add(new Entry(module + ".weight", Precision.FLOAT32, shape, () -> values));
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
