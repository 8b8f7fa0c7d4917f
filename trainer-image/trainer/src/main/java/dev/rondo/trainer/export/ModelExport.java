package dev.rondo.trainer.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.model.SafeTensorsWriter;
import dev.rondo.trainer.step.ParameterLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Writes a whole model directory, which Transformers loads without PEFT. */
public final class ModelExport {
  private ModelExport() {}

  /**
   * A fully fine-tuned model: every weight in float32, as it was trained.
   *
   * @param target an empty directory
   * @param base directory of the model that was trained from
   * @param parameters the flat float32 vector that {@code layout} describes
   */
  public static void trained(
      Path target, Path base, ParameterLayout layout, MemorySegment parameters) throws IOException {
    FlatTensors trained = new FlatTensors(layout, parameters);
    SafeTensorsWriter.write(target.resolve("model.safetensors"), trained.entries());
    writeConfig(base, target, "float32");
    copyRest(base, target);
  }

  /**
   * The base with an adapter folded in, each weight in the base's own format.
   *
   * @param target an empty directory
   * @param base directory of the base model
   * @param parameters the adapter's flat float32 vector that {@code layout} describes
   * @throws RefusedException if the base's files are not whole
   */
  public static void merged(
      Path target, Path base, Tuning.Lora lora, ParameterLayout layout, MemorySegment parameters)
      throws IOException, RefusedException {
    SafeTensors weights = SafeTensors.ofModel(base);
    LoraMerge merge = new LoraMerge(lora, new FlatTensors(layout, parameters));
    List<SafeTensorsWriter.Entry> entries =
        weights.names().stream().map(name -> entry(weights, merge, name)).toList();
    SafeTensorsWriter.write(target.resolve("model.safetensors"), entries);
    TokenizerFiles.copyIfThere(base.resolve("config.json"), target.resolve("config.json"));
    copyRest(base, target);
  }

  private static SafeTensorsWriter.Entry entry(SafeTensors weights, LoraMerge merge, String name) {
    Precision precision = weights.place(name).precision();
    List<Long> shape = weights.shape(name);
    if (!merge.adapts(name)) {
      return new SafeTensorsWriter.Entry(name, precision, shape, () -> weights.stored(name));
    }
    return SafeTensorsWriter.Entry.rounded(
        name, precision, shape, () -> merge.into(name, weights.floats(name), shape));
  }

  private static void copyRest(Path base, Path target) throws IOException {
    TokenizerFiles.copyIfThere(
        base.resolve("generation_config.json"), target.resolve("generation_config.json"));
    TokenizerFiles.copy(base, target);
  }

  /** The base's configuration with the format of its weights, under the key it has for that. */
  private static void writeConfig(Path base, Path target, String dtype) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode config = (ObjectNode) json.readTree(base.resolve("config.json").toFile());
    config.put(config.has("torch_dtype") ? "torch_dtype" : "dtype", dtype);
    json.writeValue(target.resolve("config.json").toFile(), config);
  }
}
