package dev.rondo.trainer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * tokenizer.json as Transformers runs it: by its declared class, and never with the truncation and
 * padding that it may hold. Its post-processor stays: Transformers heeds {@code add_bos_token} and
 * {@code add_eos_token} only where there is no tokenizer.json.
 */
final class TokenizerDefinition {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TokenizerDefinition() {}

  /** The definition to run of a model directory, as JSON bytes. */
  static byte[] of(Path modelDirectory) throws IOException {
    Path tokenizerJson = modelDirectory.resolve("tokenizer.json");
    if (!(MAPPER.readTree(tokenizerJson.toFile()) instanceof ObjectNode definition)) {
      throw new IOException(tokenizerJson + ": not a tokenizer");
    }
    JsonNode config = OptionalJson.read(modelDirectory.resolve("tokenizer_config.json"));
    JsonNode model = OptionalJson.read(modelDirectory.resolve("config.json"));
    TokenizerClass.of(definition, config, model).rebuild(definition, config);
    definition.putNull("truncation");
    definition.putNull("padding");
    return MAPPER.writeValueAsBytes(definition);
  }
}
