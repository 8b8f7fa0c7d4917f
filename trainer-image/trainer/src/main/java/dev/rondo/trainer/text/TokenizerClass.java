package dev.rondo.trainer.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The class that Transformers 5 loads a tokenizer.json with. Most run the file as it is; these take
 * vocabulary, merges and post-processor from it and bring their own normalizer, pre-tokenizer and
 * decoder, so that the same text can get other tokens than the file alone would give.
 */
enum TokenizerClass {
  /** TokenizersBackend. */
  AS_FILE {
    @Override
    void rebuild(ObjectNode definition, JsonNode config) {}
  },
  /**
   * LlamaTokenizer: spaces are marked as SentencePiece does, bytes stand for unknown characters.
   */
  LLAMA {
    @Override
    void rebuild(ObjectNode definition, JsonNode config) {
      boolean addsSpace = config.path("add_prefix_space").asBoolean(true);
      String scheme = config.path("legacy").asBoolean(false) ? "always" : "first";
      vocabulary(definition).put("fuse_unk", true).put("byte_fallback", true);
      definition.putNull("normalizer");
      definition
          .putObject("pre_tokenizer")
          .put("type", "Metaspace")
          .put("replacement", "▁")
          .put("prepend_scheme", addsSpace ? scheme : "never")
          .put("split", false);
      definition.set("decoder", parse(addsSpace ? SPACE_STRIPPING_DECODER : SPACE_KEEPING_DECODER));
    }
  },
  /** Qwen2Tokenizer: NFC, Qwen's own regular expression, bytes. */
  QWEN2 {
    @Override
    void rebuild(ObjectNode definition, JsonNode config) {
      vocabulary(definition).put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
      definition.putObject("normalizer").put("type", "NFC");
      ObjectNode sequence = definition.putObject("pre_tokenizer").put("type", "Sequence");
      ArrayNode steps = sequence.putArray("pretokenizers");
      ObjectNode split = steps.addObject().put("type", "Split");
      split.putObject("pattern").put("Regex", QWEN2_WORDS);
      split.put("behavior", "Isolated").put("invert", false);
      steps.add(byteLevel(config, false));
      definition.set("decoder", byteLevel(config, true));
    }
  },
  /** GPT2Tokenizer: GPT-2's own regular expression, bytes. */
  GPT2 {
    @Override
    void rebuild(ObjectNode definition, JsonNode config) {
      vocabulary(definition).put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
      definition.putNull("normalizer");
      definition.set("pre_tokenizer", byteLevel(config, true));
      definition.set("decoder", byteLevel(config, true));
    }
  };

  private static final String SPACE_KEEPING_DECODER =
      """
      {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
        {"type": "ByteFallback"}, {"type": "Fuse"}]}
      """;
  private static final String SPACE_STRIPPING_DECODER =
      SPACE_KEEPING_DECODER.replace(
          "{\"type\": \"Fuse\"}",
          "{\"type\": \"Fuse\"}, {\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\":"
              + " 0}");

  /** PRETOKENIZE_REGEX of Transformers' tokenization_qwen2.py. */
  private static final String QWEN2_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** Changes a BPE definition into what the class runs. */
  abstract void rebuild(ObjectNode definition, JsonNode config);

  /**
   * As AutoTokenizer chooses.
   *
   * @param definition tokenizer.json
   * @param tokenizer tokenizer_config.json
   * @param model config.json
   */
  static TokenizerClass of(JsonNode definition, JsonNode tokenizer, JsonNode model) {
    if (!definition.path("model").path("type").asText().equals("BPE")) {
      return AS_FILE;
    }
    String declared =
        tokenizer.path("tokenizer_class").asText(model.path("tokenizer_class").asText());
    String stated =
        declared.endsWith("Fast") ? declared.substring(0, declared.length() - 4) : declared;
    String type = model.path("model_type").asText();
    return switch (type) {
      case "mistral" -> AS_FILE;
      // What Qwen2 directories declare is known to be wrong at times, and not heeded.
      case "qwen2" -> QWEN2;
      case "qwen3" -> stated.isEmpty() ? QWEN2 : named(stated, definition);
      default -> named(stated, definition);
    };
  }

  private static TokenizerClass named(String name, JsonNode definition) {
    return switch (name) {
      // Directories in the manner of Llama 3 declare it too.
      case "LlamaTokenizer" -> definition.toString().contains("\"ByteLevel\"") ? AS_FILE : LLAMA;
      case "Qwen2Tokenizer" -> QWEN2;
      case "GPT2Tokenizer" -> GPT2;
      default -> AS_FILE;
    };
  }

  /** Vocabulary and merges alone. */
  private static ObjectNode vocabulary(ObjectNode definition) {
    JsonNode given = definition.path("model");
    ObjectNode model = definition.putObject("model").put("type", "BPE");
    model.putNull("dropout").putNull("unk_token");
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    model.set("vocab", given.path("vocab"));
    model.set("merges", given.path("merges"));
    return model;
  }

  private static ObjectNode byteLevel(JsonNode config, boolean splits) {
    return new ObjectMapper()
        .createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", config.path("add_prefix_space").asBoolean(false))
        .put("trim_offsets", true)
        .put("use_regex", splits);
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
