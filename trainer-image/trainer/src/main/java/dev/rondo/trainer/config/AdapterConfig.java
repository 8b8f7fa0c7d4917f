package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a PEFT adapter directory says of itself in {@code adapter_config.json}.
 *
 * @param r rank
 * @param loraAlpha lora_alpha
 * @param targetModules names, suffixes or full paths, or {@code all-linear}
 * @param useRslora use_rslora
 * @param useDora use_dora
 */
record AdapterConfig(
    int r, double loraAlpha, List<String> targetModules, boolean useRslora, boolean useDora) {

  /**
   * Reads it.
   *
   * @throws RefusedException if there is none, or it is no LoRA that Rondo trains
   */
  static AdapterConfig read(Path directory) throws RefusedException {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(directory.resolve("adapter_config.json").toFile());
    } catch (IOException unreadable) {
      throw new RefusedException(
          "peft.init_from",
          directory + " has no readable adapter_config.json: give a PEFT adapter directory");
    }
    if (!json.path("peft_type").asText("LORA").equals("LORA")) {
      throw new RefusedException(
          "peft.init_from",
          "%s is of peft_type %s; only LORA is supported"
              .formatted(directory, json.path("peft_type").asText()));
    }
    List<String> targets = new ArrayList<>();
    JsonNode stated = json.path("target_modules");
    if (stated.isTextual()) {
      targets.add(stated.textValue());
    } else {
      stated.forEach(target -> targets.add(target.asText()));
    }
    return new AdapterConfig(
        json.path("r").asInt(),
        json.path("lora_alpha").asDouble(),
        targets,
        json.path("use_rslora").asBoolean(false),
        json.path("use_dora").asBoolean(false));
  }
}
