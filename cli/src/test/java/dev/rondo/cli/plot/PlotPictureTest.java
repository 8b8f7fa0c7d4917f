package dev.rondo.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.SampleStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotPictureTest {
  @TempDir Path store;

  @ParameterizedTest
  @CsvSource({"2, 1", "12, 2", "64, 4"})
  void hasRoomForItsRunsAndSlotsAndEveryHue(int runs, int slots) throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, runs, slots));
    Path png = store.resolve("plot.png");
    PlotPicture.write(view, png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1800, image.getWidth());
    double layout =
        84
            + 30
            + 350
            + 22
            + 30
            + new RankingPanel(view).height()
            + 22
            + 30
            + GanttPanel.height(view)
            + 14;
    assertEquals(Math.ceil(layout * 1.5), image.getHeight());
    Set<Integer> colours = colours(image);
    for (int i = 0; i < Math.min(runs, 8); i++) {
      int hue = Integer.decode(RunLook.of(i).onLight()) | 0xff000000;
      assertTrue(colours.contains(hue), RunLook.of(i).onLight());
    }
  }

  @Test
  void drawsAnExperimentBeforeItsFirstTurn() throws IOException {
    ExperimentView view = ExperimentView.read(SampleStore.unfinished(store, 3, 1, 0));
    assertEquals(1800, PlotPicture.draw(view).getWidth());
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
