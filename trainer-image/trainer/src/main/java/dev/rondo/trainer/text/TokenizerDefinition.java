package dev.rondo.trainer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** tokenizer.json as Transformers runs it: its own truncation and padding are never applied. */
final class TokenizerDefinition {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TokenizerDefinition() {}

  /** The definition to run, as JSON bytes. */
  static byte[] of(Path tokenizerJson, SpecialTokens tokens) throws IOException {
    if (!(MAPPER.readTree(tokenizerJson.toFile()) instanceof ObjectNode definition)) {
      throw new IOException(tokenizerJson + ": not a tokenizer");
    }
    definition.putNull("truncation");
    definition.putNull("padding");
    if (tokens.addBos().isPresent() || tokens.addEos().isPresent()) {
      definition.set("post_processor", postProcessor(definition, tokens));
    }
    return MAPPER.writeValueAsBytes(definition);
  }

  /** Transformers' update_post_processor: stated add_bos_token and add_eos_token win. */
  private static ObjectNode postProcessor(JsonNode definition, SpecialTokens tokens) {
    ObjectNode processor = MAPPER.createObjectNode().put("type", "TemplateProcessing");
    ArrayNode single = processor.putArray("single");
    ArrayNode pair = processor.putArray("pair");
    ObjectNode known = processor.putObject("special_tokens");
    Optional<String> bos = stated(tokens, "bos_token", tokens.addBos());
    Optional<String> eos = stated(tokens, "eos_token", tokens.addEos());
    for (String sequence : new String[] {"A", "B"}) {
      int type = sequence.equals("A") ? 0 : 1;
      for (ArrayNode template :
          type == 0 ? new ArrayNode[] {single, pair} : new ArrayNode[] {pair}) {
        bos.ifPresent(token -> piece(template, "SpecialToken", token, type));
        piece(template, "Sequence", sequence, type);
        eos.ifPresent(token -> piece(template, "SpecialToken", token, type));
      }
    }
    bos.ifPresent(token -> declare(known, definition, token));
    eos.ifPresent(token -> declare(known, definition, token));
    return processor;
  }

  private static Optional<String> stated(
      SpecialTokens tokens, String name, Optional<Boolean> added) {
    return added.orElse(false) ? Optional.ofNullable(tokens.named().get(name)) : Optional.empty();
  }

  private static void piece(ArrayNode template, String kind, String id, int type) {
    template.addObject().putObject(kind).put("id", id).put("type_id", type);
  }

  private static void declare(ObjectNode known, JsonNode definition, String token) {
    ObjectNode entry = known.putObject(token).put("id", token);
    entry.putArray("ids").add(idOf(definition, token));
    entry.putArray("tokens").add(token);
  }

  private static int idOf(JsonNode definition, String token) {
    for (JsonNode added : definition.path("added_tokens")) {
      if (added.path("content").asText().equals(token)) {
        return added.path("id").asInt();
      }
    }
    return definition.path("model").path("vocab").path(token).asInt();
  }
}
