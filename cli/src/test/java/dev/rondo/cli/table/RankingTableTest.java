package dev.rondo.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.SampleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTableTest {
  @TempDir Path store;

  @Test
  void ranksRunsAroundTheBaseline() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, 4, 2));
    assertEquals(
        """
        #  run              state      chunks   step  eval_loss   Δ base  train loss  learning_rate  r   lora_alpha
        1  support-large-2  Succeeded     4/4  64/64     1.6005  −1.3442      1.6786  0.003          4   8
        2  support-small-1  Succeeded     4/4  64/64     1.6089  −1.3358      1.6632  0.001          8   16
        3  support-large-1  Succeeded     4/4  64/64     1.9938  −0.9509      2.0284  1e-4           32  64
           base, step 0                            0     2.9447
        –  support-small-2  Failed        2/4  25/64    12.8949  +9.9502         NaN  0.04           16  32
        support-small-2 failed: the loss is not a number at step 25 with learning rate 0.04
        """
            .strip(),
        String.join("\n", RankingTable.render(view, 120)));
  }

  @Test
  void keepsWhatMattersWhereRoomIsShortAndSaysWhatItLeftOut() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, 4, 2));
    assertEquals(
        """
        #  run              state       step  eval_loss   Δ base  learning_rate  r
        1  support-large-2  Succeeded  64/64     1.6005  −1.3442  0.003          4
        2  support-small-1  Succeeded  64/64     1.6089  −1.3358  0.001          8
        3  support-large-1  Succeeded  64/64     1.9938  −0.9509  1e-4           32
           base, step 0                    0     2.9447
        –  support-small-2  Failed     25/64    12.8949  +9.9502  0.04           16
        not shown for want of room: chunks, train loss, lora_alpha
        support-small-2 failed: the loss is not a number at step 25 with learning rate
          0.04
        """
            .strip(),
        String.join("\n", RankingTable.render(view, 80)));
  }

  @Test
  void aRunThatFailedBeforeAnEvaluationIsNotOneThatWaitsForIt() throws IOException {
    Path experiment = SampleStore.finished(store, 4, 2);
    Path failed = experiment.resolve("runs/support-small-2");
    Files.writeString(failed.resolve("metrics.jsonl"), "");
    Path object = failed.resolve("run.yaml");
    Files.writeString(
        object, Files.readString(object).replace("    metrics: {evalKey: \"9f2c01d4\"}\n", ""));
    List<String> lines = RankingTable.render(ExperimentView.read(experiment), 80);
    assertFalse(String.join("\n", lines).contains("not evaluated yet"), lines::toString);
    int title = lines.indexOf("failed before an evaluation");
    assertTrue(title > 0, lines::toString);
    assertTrue(lines.get(title + 2).startsWith("–  support-small-2  Failed"), lines::toString);
    assertEquals(
        List.of(
            "support-small-2 failed: the loss is not a number at step 25 with learning rate",
            "  0.04"),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120})
  void noLineIsWiderThanTheTerminal(int width) throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, 64, 4));
    for (String line : RankingTable.render(view, width)) {
      assertTrue(line.length() <= width, line);
    }
  }
}
