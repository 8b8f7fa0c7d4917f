package dev.rondo.trainer.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.rondo.trainer.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** A model directory's tokenizer, run by the tokenizers library, offline. */
public final class ModelTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final String digest;

  private ModelTokenizer(HuggingFaceTokenizer tokenizer, String digest) {
    this.tokenizer = tokenizer;
    this.digest = digest;
  }

  /** Loads the tokenizer of a model directory. */
  public static ModelTokenizer load(Path modelDirectory) throws IOException {
    // On a GPU the library would otherwise look for a CUDA build of itself on the network.
    System.getProperties().putIfAbsent("RUST_FLAVOR", "cpu");
    Map<String, String> options = Map.of("truncation", "false", "padding", "false");
    byte[] definition = TokenizerDefinition.of(modelDirectory);
    return new ModelTokenizer(
        HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(definition), options),
        Sha256.of(definition));
  }

  /** SHA-256 of the definition that runs: with the same digest, the same text gets the same ids. */
  public String digest() {
    return digest;
  }

  /**
   * The text's token ids.
   *
   * @param addSpecialTokens whether the tokenizer may add its own, such as bos_token
   */
  public int[] ids(String text, boolean addSpecialTokens) {
    return ids(tokenizer.encode(text, addSpecialTokens, false));
  }

  /** The id of the eos_token, if there is one. */
  public OptionalInt eos(SpecialTokens special) {
    return special.eos().stream().mapToInt(token -> ids(token, false)[0]).findFirst();
  }

  /** The text's tokens and where they lie, with no special tokens added. */
  public Tokens tokens(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    int[] utf16 = utf16Offsets(text);
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      starts[i] = spans[i] == null ? 0 : utf16[spans[i].getStart()];
      ends[i] = spans[i] == null ? 0 : utf16[spans[i].getEnd()];
    }
    return new Tokens(ids(encoding), starts, ends);
  }

  /** The text of these tokens, special tokens included. */
  public String text(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
  }

  /** The text of these tokens, special tokens left out. */
  public String plainText(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static int[] ids(Encoding encoding) {
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  /** For each code point, and the end, where it starts in UTF-16. */
  private static int[] utf16Offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
    }
    return offsets;
  }
}
