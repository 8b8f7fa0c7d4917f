package dev.rondo.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.SampleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTableTest {
  @TempDir Path store;

  @Test
  void showsEveryRunsPlaceAndTheTimeLeft() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.unfinished(store, 6, 2, 9));
    assertEquals(
        """
        support                                                                       SFT · 6 runs · 2 slots
        ██████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  35 %  21s, about 29s left
        5 waiting · 1 failed
        run              state    slot  progress       step  chunk    loss  eval_loss   Δ base  #
        support-small-1  Waiting        ██████░░░░░░  32/64    2/4  1.8870     1.7712  −1.1735  2
        support-large-1  Waiting        ██████░░░░░░  32/64    2/4  2.2617     2.3213  −0.6234  5
        support-small-2  Failed         ████▊░░░░░░░  25/64    2/4     NaN    12.8949  +9.9502
        support-large-2  Waiting        ███░░░░░░░░░  16/64    1/4  1.9359     1.8074  −1.1373  3
        support-small-3  Waiting        ███░░░░░░░░░  16/64    1/4  2.0245     1.9593  −0.9854  4
        support-large-3  Waiting        ███░░░░░░░░░  16/64    1/4  1.6960     1.6920  −1.2527  1
        """
            .strip(),
        String.join("\n", LiveTable.render(view, 100)));
  }

  @Test
  void fitsTheTerminalAndCountsTheRest() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.unfinished(store, 64, 4, 30));
    List<String> lines = LiveTable.render(view, 60, 20, Ink.PLAIN);
    assertEquals(20, lines.size());
    assertEquals("… and 49 more", lines.getLast());
    lines.forEach(line -> assertTrue(line.length() <= 60, line));
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.unfinished(store, 3, 1, 4));
    String plain = String.join("\n", LiveTable.render(view, 90));
    String coloured = String.join("\n", LiveTable.render(view, 90, Integer.MAX_VALUE, Ink.COLOUR));
    assertFalse(plain.contains("\u001b"));
    assertTrue(coloured.contains("\u001b[31mFailed\u001b[0m") || coloured.contains("\u001b[34m"));
    assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }
}
