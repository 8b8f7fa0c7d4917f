package dev.rondo.examples.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.examples.tokenizer.TokenizerFiles;

/** The example model: a Llama of 2.4 million parameters. */
public final class ModelShape {
  public static final int VOCABULARY = 2048;
  public static final int HIDDEN = 192;
  public static final int INTERMEDIATE = 512;
  public static final int LAYERS = 5;
  public static final int HEADS = 6;
  public static final int KEY_VALUE_HEADS = 2;
  public static final int HEAD_DIM = HIDDEN / HEADS;
  public static final int LONGEST = 1024;
  public static final double INITIALIZER_RANGE = 0.02;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelShape() {}

  /** {@code config.json}. */
  public static String config() throws JsonProcessingException {
    ObjectNode config = JSON.createObjectNode();
    config.putArray("architectures").add("LlamaForCausalLM");
    config.put("model_type", "llama").put("dtype", "bfloat16");
    config.put("attention_bias", false).put("mlp_bias", false).put("attention_dropout", 0.0);
    config.putNull("bos_token_id");
    putStopTokens(config);
    config.put("hidden_act", "silu").put("hidden_size", HIDDEN);
    config.put("intermediate_size", INTERMEDIATE).put("num_hidden_layers", LAYERS);
    config.put("num_attention_heads", HEADS).put("num_key_value_heads", KEY_VALUE_HEADS);
    config.put("head_dim", HEAD_DIM).put("max_position_embeddings", LONGEST);
    config.put("initializer_range", INITIALIZER_RANGE).put("rms_norm_eps", 1e-5);
    config.putObject("rope_parameters").put("rope_theta", 10000.0).put("rope_type", "default");
    config.put("tie_word_embeddings", true).put("use_cache", true).put("vocab_size", VOCABULARY);
    return JSON.writeValueAsString(config) + "\n";
  }

  /** {@code generation_config.json}. */
  public static String generationConfig() throws JsonProcessingException {
    ObjectNode config = JSON.createObjectNode();
    putStopTokens(config);
    return JSON.writeValueAsString(config) + "\n";
  }

  private static void putStopTokens(ObjectNode config) {
    config.put("eos_token_id", TokenizerFiles.id(TokenizerFiles.TURN_END, VOCABULARY));
    config.put("pad_token_id", TokenizerFiles.id(TokenizerFiles.PAD, VOCABULARY));
  }
}
