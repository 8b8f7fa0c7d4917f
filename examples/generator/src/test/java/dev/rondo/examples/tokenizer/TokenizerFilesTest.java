package dev.rondo.examples.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.model.ModelShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokenizerFilesTest {
  private static final Map<String, String> UNBOUNDED =
      Map.of("truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;

  TokenizerFilesTest() throws IOException {
    tokenizer = tokenizer(Files.readString(Path.of("../model/tokenizer.json")));
  }

  private static HuggingFaceTokenizer tokenizer(String json) throws IOException {
    try (InputStream stream = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      return HuggingFaceTokenizer.newInstance(stream, UNBOUNDED);
    }
  }

  private static long[] ids(HuggingFaceTokenizer tokenizer, String text) {
    return tokenizer.encode(text, false, false).getIds();
  }

  @Property(tries = 200)
  void everyTextComesBackWhole(@ForAll String text) {
    String valid = text.replaceAll("\\p{Cs}", "");
    assertEquals(valid, tokenizer.decode(ids(tokenizer, valid), false));
  }

  @Test
  void theMostFrequentPairIsMergedFirst() {
    Bpe bpe = Bpe.train(Stream.of("ab ab ab cd cd"), 258);
    assertEquals(List.of(new Bpe.Pair("a", "b"), new Bpe.Pair("c", "d")), bpe.merges());
  }

  @Test
  void theLibraryMergesWhatWasLearnt() throws IOException {
    String json = TokenizerFiles.train(Stream.of("ab ab ab cd cd"), 261, 64).get("tokenizer.json");
    try (HuggingFaceTokenizer trained = tokenizer(json)) {
      assertArrayEquals(new long[] {256, 257}, ids(trained, "abcd"));
    }
  }

  @Test
  void wordsAreCutAsTheLibraryCutsThem() {
    assertEquals(
        List.of("It", "'s", "\u0120order", "\u0120#", "4", "2", "!\u010a", "caf\u00c3\u00a9"),
        PreTokenizer.words("It's order #42!\ncaf\u00e9"));
  }

  @Test
  void specialTokensComeLastAndAreOneTokenEach() {
    String turn = TokenizerFiles.TURN_START + TokenizerFiles.TURN_END + TokenizerFiles.PAD;
    int end = ModelShape.VOCABULARY;
    assertArrayEquals(new long[] {end - 2, end - 1, end - 3}, ids(tokenizer, turn));
    assertEquals(end - 1, TokenizerFiles.id(TokenizerFiles.TURN_END, end));
  }

  @Test
  void digitsStandAlone() {
    assertEquals(5, ids(tokenizer, "48213").length);
  }

  @Test
  void sameTextsGiveTheSameFiles() throws IOException {
    List<String> texts = List.of("Where is my kettle?", "My kettle is broken.", "A kettle!");
    assertEquals(
        TokenizerFiles.train(texts.stream(), 280, 64),
        TokenizerFiles.train(texts.stream(), 280, 64));
  }
}
