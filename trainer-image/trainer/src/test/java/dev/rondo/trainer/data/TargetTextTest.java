package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole evaluation's bits are divided by, and between which runs that compares. */
class TargetTextTest {
  private static final Path TINY = SftRequests.REFERENCES.resolve("models/tiny-llama");
  private static final Path EXAMPLE = SftRequests.REFERENCES.resolveSibling("examples/model");
  private static final List<String> COMPLETIONS =
      List.of(" Your order has left.", "Ça coûte 3 €", "🙂", "a\n\n  b ");

  @TempDir Path directory;

  @Test
  void completionsHaveTheirOwnBytesWithEveryTokenizer() throws Exception {
    long bytes =
        COMPLETIONS.stream().mapToLong(c -> c.getBytes(StandardCharsets.UTF_8).length).sum();
    for (Path model : List.of(TINY, EXAMPLE)) {
      assertEquals(OptionalLong.of(bytes), prepare(model, defaults()).evalTargetBytes());
    }
  }

  @Test
  void packingMovesNoByte() throws Exception {
    PreparedData packed = prepare(TINY, arguments(64, Optional.of(Packing.BFD)));
    assertEquals(prepare(TINY, defaults()).evalTargetBytes(), packed.evalTargetBytes());
  }

  @Test
  void anotherTokenizerHasTheSameSourceAndOtherRows() throws Exception {
    PreparedData tiny = prepare(TINY, defaults());
    PreparedData example = prepare(EXAMPLE, defaults());
    assertEquals(tiny.evalSource(), example.evalSource());
    assertNotEquals(tiny.evalDigest(), example.evalDigest());
  }

  @Test
  void aLengthThatCutsNothingHasTheSameSourceAndOneThatCutsAnother() throws Exception {
    String whole = prepare(TINY, defaults()).evalSource();
    assertEquals(whole, prepare(TINY, arguments(64, Optional.empty())).evalSource());
    assertNotEquals(whole, prepare(TINY, arguments(8, Optional.empty())).evalSource());
  }

  @Test
  void anotherMaskTrainsOtherText() throws Exception {
    SftArguments all =
        new SftArguments(
            OptionalInt.empty(),
            Truncation.KEEP_START,
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            false,
            Optional.empty(),
            "text",
            Optional.empty(),
            false);
    assertNotEquals(prepare(TINY, defaults()).evalSource(), prepare(TINY, all).evalSource());
  }

  private static SftArguments defaults() {
    return SftArguments.DEFAULTS;
  }

  private static SftArguments arguments(int maxLength, Optional<Packing> packing) {
    return SftRequests.arguments(OptionalInt.of(maxLength), packing, false);
  }

  private PreparedData prepare(Path model, SftArguments arguments) throws Exception {
    Path file = directory.resolve("rows.jsonl");
    StringBuilder rows = new StringBuilder();
    for (String completion : COMPLETIONS) {
      rows.append(
              JsonValues.MAPPER
                  .createObjectNode()
                  .put("prompt", "Hi")
                  .put("completion", completion))
          .append('\n');
    }
    Files.writeString(file, rows);
    DataFile data = DataFile.of(file, FileFormat.JSONL);
    PreparationRequest request =
        new PreparationRequest(
            model,
            data,
            new EvalData.OfFile(data),
            Optional.empty(),
            arguments,
            42,
            SftRequests.of(file).frozenDate());
    return DataPreparation.prepare(request, directory.resolve("cache"), ProgressListener.NONE);
  }
}
