package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.order.NumpyPermutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftPreparationTest {
  private static final Path TEXT = SftRequests.REFERENCES.resolve("data/sft-text.jsonl");
  private static final Path PAIRS = SftRequests.REFERENCES.resolve("data/sft-pc-text.jsonl");

  @TempDir Path directory;

  @Test
  void plainTextIsTrainedFromItsSecondTokenToTheAppendedEos() throws Exception {
    TokenRow row = prepare(SftRequests.of(file("{\"text\": \"hello\"}"))).train().row(0);
    assertEquals(511, row.ids()[row.ids().length - 1]);
    assertEquals(row.ids().length - 1, row.targets());
  }

  @Test
  void anEosThatIsThereIsNotAppendedAgain() throws Exception {
    PreparedData data =
        prepare(SftRequests.of(file("{\"text\": \"hello\"}\n{\"text\": \"hello<|im_end|>\"}")));
    assertArrayEquals(data.train().row(0).ids(), data.train().row(1).ids());
  }

  @Test
  void completionOnlyLossFalseTrainsThePromptToo() throws Exception {
    PreparationRequest request = SftRequests.of(PAIRS);
    TokenRow both = prepare(completionOnly(request, false)).train().row(0);
    TokenRow completion = prepare(request).train().row(0);
    assertArrayEquals(both.ids(), completion.ids());
    assertEquals(both.ids().length - 1, both.targets());
    assertTrue(completion.targets() < both.targets());
  }

  @Test
  void longRowsAreCutAndCountedAndThoseWithNothingLeftDropped() throws Exception {
    Path data =
        file(
            """
            {"prompt": "%s", "completion": "x"}
            {"prompt": "a", "completion": "%s"}
            {"prompt": "a", "completion": "b"}
            """
                .formatted("long ".repeat(30), "long ".repeat(30)));
    PreparedData prepared =
        prepare(
            SftRequests.withArguments(
                SftRequests.of(data),
                SftRequests.arguments(OptionalInt.of(16), Optional.empty(), false)));
    assertEquals(2, prepared.train().size());
    assertEquals(1, prepared.dropped());
    assertEquals(2, prepared.truncated());
    assertEquals(16, prepared.train().row(0).ids().length);
    assertEquals(2, prepared.warnings().size());
  }

  @Test
  void aMaxLengthThatLeavesNothingIsRefused() {
    PreparationRequest request =
        SftRequests.withArguments(
            SftRequests.of(PAIRS),
            SftRequests.arguments(OptionalInt.of(2), Optional.empty(), false));
    assertTrue(refused(request).getMessage().contains("max_length 2 leaves nothing to train"));
  }

  @Test
  void keepEndKeepsTheEnd() throws Exception {
    SftArguments start = SftRequests.arguments(OptionalInt.of(10), Optional.empty(), false);
    SftArguments end =
        new SftArguments(
            start.maxLength(),
            Truncation.KEEP_END,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            "text",
            Optional.empty(),
            false);
    TokenRow whole = prepare(SftRequests.of(TEXT)).train().row(0);
    TokenRow kept = prepare(SftRequests.withArguments(SftRequests.of(TEXT), end)).train().row(0);
    int length = whole.ids().length;
    assertArrayEquals(Arrays.copyOfRange(whole.ids(), length - 10, length), kept.ids());
    assertEquals(9, kept.targets());
  }

  @Test
  void packsAreMadeOfAThousandRowsAtATime() throws Exception {
    Path data =
        file(
            IntStream.range(0, 2500)
                .mapToObj(i -> "{\"text\": \"" + "word ".repeat(1 + i % 7) + i + "\"}")
                .collect(Collectors.joining("\n")));
    PreparationRequest request = SftRequests.of(data);
    PreparedRows rows = prepare(request).train();
    for (Packing packing : Packing.values()) {
      PreparedRows packs =
          prepare(
                  SftRequests.withArguments(
                      request,
                      SftRequests.arguments(OptionalInt.of(64), Optional.of(packing), false)))
              .train();
      List<TokenRow> expected = new ArrayList<>();
      for (int from = 0; from < rows.size(); from += 1000) {
        List<TokenRow> together =
            IntStream.range(from, Math.min(from + 1000, rows.size())).mapToObj(rows::row).toList();
        expected.addAll(packing.pack(together, 64));
      }
      assertEquals(expected.size(), packs.size());
      for (int i = 0; i < packs.size(); i++) {
        assertArrayEquals(expected.get(i).ids(), packs.row(i).ids());
        assertArrayEquals(expected.get(i).lengths(), packs.row(i).lengths());
      }
    }
  }

  @Test
  void shuffleDatasetShufflesAsTheDatasetsLibraryDoes() throws Exception {
    PreparationRequest request = SftRequests.of(TEXT);
    PreparedRows plain = prepare(request).train();
    PreparedRows shuffled =
        prepare(
                SftRequests.withArguments(
                    request, SftRequests.arguments(OptionalInt.of(1024), Optional.empty(), true)))
            .train();
    int[] order = NumpyPermutation.of(42, plain.size());
    for (int i = 0; i < order.length; i++) {
      assertArrayEquals(plain.row(order[i]).ids(), shuffled.row(i).ids());
    }
  }

  @Test
  void aHeldOutShareIsWhatTrainTestSplitHoldsOut() throws Exception {
    PreparationRequest request = SftRequests.of(TEXT);
    PreparedRows all = prepare(request).train();
    PreparedData split =
        prepare(
            SftRequests.withData(
                request,
                request.train(),
                new EvalData.HeldOut(0.1, OptionalLong.of(5)),
                request.seed()));
    int[] order = NumpyPermutation.of(42, 64);
    PreparedRows eval = split.eval().orElseThrow();
    assertEquals(5, eval.size());
    assertEquals(64 - 7, split.train().size());
    for (int i = 0; i < eval.size(); i++) {
      assertArrayEquals(all.row(order[i]).ids(), eval.row(i).ids());
    }
    for (int i = 0; i < split.train().size(); i++) {
      assertArrayEquals(all.row(order[7 + i]).ids(), split.train().row(i).ids());
    }
  }

  @Test
  void shuffleThenLimitTakesTheFirstOfTheShuffledRows() throws Exception {
    PreparationRequest request = SftRequests.of(TEXT);
    PreparedRows all = prepare(request).train();
    DataFile some = new DataFile(TEXT, FileFormat.JSONL, OptionalLong.of(9), true);
    PreparedRows rows =
        prepare(SftRequests.withData(request, some, new EvalData.None(), 7)).train();
    int[] order = NumpyPermutation.of(7, 64);
    assertEquals(9, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(all.row(order[i]).ids(), rows.row(i).ids());
    }
  }

  @Test
  void everyBadRowIsNamedByItsLine() throws Exception {
    Path data =
        file(
            """
            {"prompt": "a", "completion": "b"}
            {"prompt": "a"}
            {"prompt": "a", "completion": 3}
            {"prompt": "a", "completion": null}
            not json
            """);
    List<Problem> problems = refused(SftRequests.of(data)).problems();
    assertEquals(4, problems.size());
    for (int i = 0; i < 4; i++) {
      assertEquals(data + ":" + (i + 2), problems.get(i).field());
    }
    assertTrue(problems.get(0).message().contains("completion is missing"));
    assertTrue(problems.get(1).message().contains("is a number"));
  }

  @Test
  void columnsThatAreNotTrlsAreNamed() throws Exception {
    RefusedException refused =
        refused(SftRequests.of(file("{\"instruction\": \"a\", \"output\": \"b\"}")));
    assertTrue(refused.getMessage().contains("it has instruction, output"));
    assertTrue(refused.getMessage().contains("dataset.format"));
  }

  @Test
  void emptyAndAbsentFilesAreRefused() throws Exception {
    assertTrue(refused(SftRequests.of(file("\n"))).getMessage().contains("has no rows"));
    assertTrue(
        refused(SftRequests.of(directory.resolve("none.jsonl")))
            .getMessage()
            .contains("does not exist"));
  }

  @Test
  void assistantOnlyLossOnPlainTextIsRefused() {
    SftArguments defaults = SftArguments.DEFAULTS;
    SftArguments assistantOnly =
        new SftArguments(
            defaults.maxLength(),
            defaults.truncation(),
            defaults.packing(),
            defaults.evalPacking(),
            defaults.completionOnlyLoss(),
            true,
            defaults.chatTemplatePath(),
            defaults.datasetTextField(),
            defaults.eosToken(),
            defaults.shuffleDataset());
    Problem problem =
        refused(SftRequests.withArguments(SftRequests.of(TEXT), assistantOnly))
            .problems()
            .getFirst();
    assertEquals("trainingArgs.assistant_only_loss", problem.field());
  }

  @Test
  void theSameInputsHaveTheSameDigestAndOthersAnother() throws Exception {
    PreparationRequest request = SftRequests.of(TEXT);
    String digest = prepare(request).rowsDigest();
    assertEquals(digest, prepare(request).rowsDigest());
    Path copy = Files.copy(TEXT, directory.resolve("copy.jsonl"));
    assertEquals(digest, prepare(SftRequests.of(copy)).rowsDigest());
    Files.writeString(copy, Files.readString(TEXT) + "{\"text\": \"more\"}\n");
    assertNotEquals(digest, prepare(SftRequests.of(copy)).rowsDigest());
    assertNotEquals(
        digest,
        prepare(
                SftRequests.withArguments(
                    request, SftRequests.arguments(OptionalInt.of(1023), Optional.empty(), false)))
            .rowsDigest());
  }

  @Test
  void aDayThatAFormatPrintsMakesOtherRowsOnAnotherDay() throws Exception {
    PreparationRequest first =
        SftRequests.withFormat(
            SftRequests.of(TEXT), "{\"text\": \"{{ strftime_now('%d') }} {{ text }}\"}");
    PreparationRequest second =
        new PreparationRequest(
            first.modelDirectory(),
            first.train(),
            first.eval(),
            first.format(),
            first.arguments(),
            first.seed(),
            first.frozenDate().plusDays(1));
    PreparedData before = prepare(first);
    PreparedData after = prepare(second);
    assertNotEquals(before.rowsDigest(), after.rowsDigest());
    assertFalse(Arrays.equals(before.train().row(0).ids(), after.train().row(0).ids()));
  }

  @Test
  void aPreviewTellsTextAndTrainedTokens() throws Exception {
    PreparationRequest request = SftRequests.of(PAIRS);
    List<PreviewRow> rows = DataPreparation.preview(request, directory.resolve("cache"), 2);
    assertEquals(2, rows.size());
    List<PreviewRow.Span> spans = rows.getFirst().spans();
    assertEquals(2, spans.size());
    assertEquals(
        "Can I return a camera that does not turn on? I paid €283.38.", spans.get(0).text());
    assertTrue(spans.get(1).trained());
    assertTrue(spans.get(1).text().startsWith(" I'm sorry about your camera."));
    assertTrue(spans.get(1).text().endsWith("<|im_end|>"));
  }

  private PreparedData prepare(PreparationRequest request) throws RefusedException, IOException {
    return DataPreparation.prepare(request, directory.resolve("cache"), ProgressListener.NONE);
  }

  private RefusedException refused(PreparationRequest request) {
    return assertThrows(RefusedException.class, () -> prepare(request));
  }

  private Path file(String text) throws IOException {
    Path file = directory.resolve("data.jsonl");
    Files.writeString(file, text);
    return file;
  }

  private static PreparationRequest completionOnly(PreparationRequest request, boolean value) {
    SftArguments stated = (SftArguments) request.arguments();
    return SftRequests.withArguments(
        request,
        new SftArguments(
            stated.maxLength(),
            stated.truncation(),
            stated.packing(),
            stated.evalPacking(),
            Optional.of(value),
            stated.assistantOnlyLoss(),
            stated.chatTemplatePath(),
            stated.datasetTextField(),
            stated.eosToken(),
            stated.shuffleDataset()));
  }
}
