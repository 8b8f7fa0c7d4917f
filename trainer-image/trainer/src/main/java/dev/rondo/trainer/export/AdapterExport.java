package dev.rondo.trainer.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.SafeTensorsWriter;
import dev.rondo.trainer.step.ParameterLayout;
import dev.rondo.trainer.step.TargetModules;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes a LoRA adapter as PEFT's {@code save_pretrained} lays it out. */
public final class AdapterExport {
  private AdapterExport() {}

  /** For a base that is a directory of this machine, which the adapter then names. */
  public static void write(
      Path directory,
      Path baseModel,
      Tuning.Lora lora,
      ParameterLayout layout,
      MemorySegment parameters)
      throws IOException {
    write(directory, baseModel, BaseName.of(baseModel), lora, layout, parameters);
  }

  /**
   * Writes {@code adapter_config.json}, {@code adapter_model.safetensors} and the base's tokenizer.
   *
   * @param directory made where it is not there
   * @param baseModel directory of what the adapter belongs to
   * @param name {@code base_model_name_or_path}
   * @param parameters the flat float32 vector that {@code layout} describes
   */
  public static void write(
      Path directory,
      Path baseModel,
      BaseName name,
      Tuning.Lora lora,
      ParameterLayout layout,
      MemorySegment parameters)
      throws IOException {
    Files.createDirectories(directory);
    SafeTensorsWriter.write(
        directory.resolve("adapter_model.safetensors"),
        new FlatTensors(layout, parameters).entries());
    TokenizerFiles.copy(baseModel, directory);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    json.writeValue(
        directory.resolve("adapter_config.json").toFile(), config(json, name, lora, layout));
  }

  private static ObjectNode config(
      ObjectMapper json, BaseName base, Tuning.Lora lora, ParameterLayout layout) {
    ObjectNode config = json.createObjectNode();
    config.put("base_model_name_or_path", base.name());
    base.revision().ifPresent(commit -> config.put("revision", commit));
    config.put("bias", "none");
    config.put("fan_in_fan_out", false);
    config.put("inference_mode", true);
    config.put("init_lora_weights", true);
    config.put("lora_alpha", lora.loraAlpha());
    config.put("lora_dropout", lora.loraDropout());
    config.putNull("modules_to_save");
    config.put("peft_type", "LORA");
    config.put("r", lora.r());
    pattern(lora)
        .ifPresentOrElse(
            pattern -> config.put("target_modules", pattern),
            () -> targets(lora, layout).forEach(config.putArray("target_modules")::add));
    config.put("task_type", "CAUSAL_LM");
    config.put("use_dora", lora.useDora());
    config.put("use_rslora", lora.useRslora());
    return config;
  }

  /** The only target, if it is a regular expression, which PEFT keeps as it is. */
  private static Optional<String> pattern(Tuning.Lora lora) {
    return Optional.of(lora.targetModules())
        .filter(targets -> targets.size() == 1)
        .map(List::getFirst)
        .filter(target -> !TargetModules.isName(target) && !target.equals("all-linear"));
  }

  /** As stated, or the full paths of what {@code all-linear} stood for, as PEFT writes it. */
  private static List<String> targets(Tuning.Lora lora, ParameterLayout layout) {
    if (lora.targetModules().stream().allMatch(TargetModules::isName)) {
      return lora.targetModules().stream().sorted().toList();
    }
    return layout.tensors().stream()
        .map(ParameterLayout.Tensor::name)
        .filter(name -> name.endsWith(".lora_A.weight"))
        .map(name ->
            name.substring("base_model.model.".length(), name.length() - ".lora_A.weight".length()))
        .sorted()
        .toList();
  }
}
