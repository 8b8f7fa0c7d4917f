package dev.rondo.examples.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of a tokenizer as Hugging Face's libraries read them. */
public final class TokenizerFiles {
  /** Pads rows; never part of a conversation. */
  public static final String PAD = "<|endoftext|>";

  /** Starts a turn. */
  public static final String TURN_START = "<|im_start|>";

  /** Ends a turn, and what the model writes. */
  public static final String TURN_END = "<|im_end|>";

  private static final List<String> SPECIAL = List.of(PAD, TURN_START, TURN_END);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TokenizerFiles() {}

  /**
   * Trains a tokenizer.
   *
   * @param texts with special tokens in them, which are no part of what is learnt
   * @param size of the vocabulary, special tokens included; they come last
   * @param longest row in tokens that the model takes
   * @return contents by file name
   */
  public static Map<String, String> train(Stream<String> texts, int size, int longest)
      throws IOException {
    Stream<String> plain = texts.flatMap(text -> Stream.of(text.split("<\\|\\w+\\|>")));
    Bpe bpe = Bpe.train(plain, size - SPECIAL.size());
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tokenizer.json", text(tokenizer(bpe)));
    files.put("tokenizer_config.json", text(config(longest)));
    files.put(
        "special_tokens_map.json",
        text(JSON.createObjectNode().put("eos_token", TURN_END).put("pad_token", PAD)));
    return files;
  }

  /** Id of a special token. */
  public static int id(String special, int vocabularySize) {
    return vocabularySize - SPECIAL.size() + SPECIAL.indexOf(special);
  }

  private static ObjectNode tokenizer(Bpe bpe) {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    SPECIAL.forEach(token -> added.add(added(token, bpe.vocabulary().size() + added.size())));
    root.putNull("normalizer");
    ObjectNode before = root.putObject("pre_tokenizer").put("type", "Sequence");
    ArrayNode steps = before.putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", PreTokenizer.WORDS);
    split.put("behavior", "Isolated").put("invert", false);
    steps.add(byteLevel());
    root.putNull("post_processor");
    root.set("decoder", byteLevel());
    root.set("model", model(bpe));
    return root;
  }

  private static ObjectNode added(String token, int id) {
    ObjectNode node = JSON.createObjectNode().put("id", id).put("content", token);
    List.of("single_word", "lstrip", "rstrip", "normalized").forEach(flag -> node.put(flag, false));
    return node.put("special", true);
  }

  private static ObjectNode byteLevel() {
    return JSON.createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", false);
  }

  private static ObjectNode model(Bpe bpe) {
    ObjectNode model = JSON.createObjectNode().put("type", "BPE");
    List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
        .forEach(model::putNull);
    List.of("fuse_unk", "byte_fallback", "ignore_merges").forEach(flag -> model.put(flag, false));
    ObjectNode vocabulary = model.putObject("vocab");
    List<String> tokens = new ArrayList<>(bpe.vocabulary());
    tokens.forEach(token -> vocabulary.put(token, vocabulary.size()));
    ArrayNode merges = model.putArray("merges");
    bpe.merges().forEach(pair -> merges.addArray().add(pair.left()).add(pair.right()));
    return model;
  }

  private static ObjectNode config(int longest) throws IOException {
    ObjectNode config = JSON.createObjectNode();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("model_max_length", longest);
    config.put("clean_up_tokenization_spaces", false);
    config.put("eos_token", TURN_END).put("pad_token", PAD);
    return config.put("chat_template", chatTemplate());
  }

  private static String chatTemplate() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(TokenizerFiles.class.getResourceAsStream("chatml.jinja"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static String text(ObjectNode node) throws JsonProcessingException {
    return JSON.writeValueAsString(node) + "\n";
  }
}
