package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected splits are those that Python's {@code datasets} resolves for the same files. */
class DatasetFilesTest {
  private static final List<String> SHARDED =
      List.of(
          "README.md",
          "data/test-00000-of-00001.parquet",
          "data/train-00000-of-00002.parquet",
          "data/train-00001-of-00002.parquet");

  private static List<String> choose(String uri, String card, List<String> files)
      throws HubException {
    HubUri parsed = HubUri.parse(uri);
    return DatasetFiles.choose(parsed, DatasetCard.parse(parsed.repository(), card), files);
  }

  private static List<String> choose(String uri, List<String> files) throws HubException {
    return choose(uri, "", files);
  }

  private static String refusal(String uri, String card, List<String> files) {
    return assertThrows(HubException.class, () -> choose(uri, card, files)).getMessage();
  }

  @Test
  void shardsAreGatheredBySplitInTheirOrder() throws Exception {
    assertEquals(
        List.of("data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"),
        choose("hf://datasets/o/n", SHARDED));
    assertEquals(
        List.of("data/test-00000-of-00001.parquet"),
        choose("hf://datasets/o/n?split=test", SHARDED));
  }

  @Test
  void evaluationTakesValidationBeforeTest() throws Exception {
    HubUri evaluation = HubUri.parse("hf://datasets/o/n").forEvaluation();
    assertEquals(
        List.of("data/test-00000-of-00001.parquet"),
        DatasetFiles.choose(evaluation, DatasetCard.EMPTY, SHARDED));
    assertEquals(
        List.of("valid.jsonl"),
        DatasetFiles.choose(
            evaluation, DatasetCard.EMPTY, List.of("test.jsonl", "train.jsonl", "valid.jsonl")));
  }

  @Test
  void foldersAndFileNamesNameSplits() throws Exception {
    assertEquals(
        List.of("en/train/0.parquet"),
        choose("hf://datasets/o/n", List.of("en/train/0.parquet", "en/test/0.parquet")));
    assertEquals(
        List.of("my-dev.csv"),
        choose("hf://datasets/o/n?split=validation", List.of("my-dev.csv", "my-train.csv")));
  }

  @Test
  void filesWithoutASplitsNameAreForTraining() throws Exception {
    assertEquals(List.of("rows.csv"), choose("hf://datasets/o/n", List.of("rows.csv", "LICENSE")));
  }

  @Test
  void theCardsConfigurationsDecideOverNames() throws Exception {
    String card =
        """
        ---
        license: mit
        configs:
        - config_name: main
          default: true
          data_files:
          - split: train
            path: main/a*.parquet
          - split: test
            path: [main/b.parquet, main/c.parquet]
        - config_name: socratic
          data_files: socratic/*.parquet
        ---
        # Rows
        """;
    List<String> files =
        List.of("main/a1.parquet", "main/a2.parquet", "main/b.parquet", "socratic/x.parquet");
    assertEquals(
        List.of("main/a1.parquet", "main/a2.parquet"), choose("hf://datasets/o/n", card, files));
    assertEquals(List.of("main/b.parquet"), choose("hf://datasets/o/n?split=test", card, files));
    assertEquals(
        List.of("socratic/x.parquet"), choose("hf://datasets/o/n?config=socratic", card, files));
    assertTrue(
        refusal("hf://datasets/o/n?config=sokratic", card, files).contains("[main, socratic]"));
  }

  @Test
  void severalConfigurationsWithoutADefaultAskForAChoice() {
    String card =
        """
        ---
        configs:
        - {config_name: de, data_files: de/*}
        - {config_name: en, data_files: en/*}
        ---
        """;
    String message = refusal("hf://datasets/o/n", card, List.of("de/a.parquet", "en/a.parquet"));
    assertTrue(message.contains("?config=: [de, en]"), message);
  }

  @Test
  void theHubsConversionIsReadByConfigurationAndSplit() throws Exception {
    List<String> files =
        List.of(
            "default/train/0000.parquet",
            "default/train/0001.parquet",
            "default/partial-test/0000.parquet");
    assertEquals(files.subList(0, 2), choose("hf://datasets/o/n@refs/convert/parquet", files));
    assertEquals(files.subList(2, 3), choose("hf://datasets/o/n?split=test", files));
  }

  @Test
  void aPathIsAFileAFolderOrAGlob() throws Exception {
    assertEquals(
        List.of("data/test-00000-of-00001.parquet"),
        choose("hf://datasets/o/n/data/test-00000-of-00001.parquet", SHARDED));
    assertEquals(
        List.of("data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"),
        choose("hf://datasets/o/n/**/train-*", SHARDED));
    assertEquals(
        List.of("de/train.csv"),
        choose("hf://datasets/o/n/de", List.of("de/test.csv", "de/train.csv", "en/train.csv")));
    assertTrue(refusal("hf://datasets/o/n/nowhere", "", SHARDED).contains("nowhere"));
  }

  @Test
  void anAbsentSplitListsThoseThereAre() {
    String message = refusal("hf://datasets/o/n?split=dev", "", SHARDED);
    assertTrue(message.contains("no split dev; it has [test, train]"), message);
  }

  @Test
  void theCommonestFormatIsRead() throws Exception {
    assertEquals(
        List.of("a.jsonl", "b.jsonl"),
        choose("hf://datasets/o/n", List.of("a.jsonl", "b.jsonl", "extra.csv", "config.json")));
  }
}
