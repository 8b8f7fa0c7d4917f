package dev.rondo.trainer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tokenizer's named tokens ({@code eos_token}, {@code bos_token}, ...), as Transformers reads
 * them from tokenizer_config.json and, for older directories, special_tokens_map.json.
 *
 * @param named by name; what chat templates see as variables
 */
public record SpecialTokens(Map<String, String> named) {
  /** Reads the tokens of a model directory; neither file needs to be there. */
  public static SpecialTokens read(Path modelDirectory) throws IOException {
    JsonNode config = OptionalJson.read(modelDirectory.resolve("tokenizer_config.json"));
    Map<String, String> named = new LinkedHashMap<>();
    collect(config, named);
    collect(config.path("model_specific_special_tokens"), named);
    collect(config.path("extra_special_tokens"), named);
    if (!config.has("added_tokens_decoder")) {
      collect(OptionalJson.read(modelDirectory.resolve("special_tokens_map.json")), named);
    }
    return new SpecialTokens(named);
  }

  /** The same with another eos_token. */
  public SpecialTokens withEos(String eosToken) {
    Map<String, String> changed = new LinkedHashMap<>(named);
    changed.put("eos_token", eosToken);
    return new SpecialTokens(changed);
  }

  /** The end-of-sequence token, if the tokenizer has one. */
  public Optional<String> eos() {
    return Optional.ofNullable(named.get("eos_token"));
  }

  private static void collect(JsonNode tokens, Map<String, String> named) {
    for (Map.Entry<String, JsonNode> entry : tokens.properties()) {
      if (entry.getKey().endsWith("_token")) {
        JsonNode value = entry.getValue();
        JsonNode text = value.isObject() ? value.path("content") : value;
        if (text.isTextual()) {
          named.put(entry.getKey(), text.textValue());
        }
      }
    }
  }
}
