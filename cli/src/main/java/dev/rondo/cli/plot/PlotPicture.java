package dev.rondo.cli.plot;

import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import javax.imageio.ImageIO;

/** The picture of an experiment: evaluation and training curves, ranking, slots. */
public final class PlotPicture {
  /** Pixels for each unit of the layout. */
  private static final double SCALE = 1.5;

  private static final double WIDTH = 1200;
  private static final double MARGIN = 28;
  private static final double HEAD = 84;
  private static final double CHART = 350;
  private static final double TITLE = 30;
  private static final double SPACE = 22;
  private static final double SMOOTH = 0.8;
  private static final int FAINT_BEHIND = 16;
  private static final int SMOOTHED_FROM = 12;
  private static final int LINES_A_RUN = 1200;

  private PlotPicture() {}

  /**
   * Writes the picture as PNG, 1800 pixels wide and as high as runs and slots ask for.
   *
   * @throws IOException if it cannot be written, or the machine has no font
   */
  public static void write(ExperimentView view, Path png) throws IOException {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image;
    try {
      image = draw(view);
    } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError noFonts) {
      throw new IOException(
          "no font was found to draw the picture with: install fontconfig and any font, for example"
              + " fonts-dejavu-core; the HTML page needs none",
          noFonts);
    }
    if (!ImageIO.write(image, "png", png.toFile())) {
      throw new IOException(png + ": this Java has no PNG writer");
    }
  }

  static BufferedImage draw(ExperimentView view) {
    RankingPanel ranked = new RankingPanel(view);
    double ranking = HEAD + TITLE + CHART + SPACE;
    double slots = ranking + TITLE + ranked.height() + SPACE;
    double height = slots + TITLE + GanttPanel.height(view) + MARGIN / 2;
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(WIDTH * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    Brush brush = new Brush(graphics);
    brush.fill(new Rectangle2D.Double(0, 0, WIDTH, height), Brush.GROUND);
    brush.text(view.name(), MARGIN, 44, Brush.type(24, true), Brush.INK);
    Font small = Brush.type(12.5, false);
    brush.text(Subject.of(view), MARGIN, 66, small, Brush.SOFT);
    charts(brush, view);
    title(brush, "Ranking", ranking);
    ranked.draw(brush, area(MARGIN, ranking + TITLE, WIDTH - 2 * MARGIN, ranked.height()));
    title(brush, "Slots", slots);
    brush.text(
        SlotUse.of(view).sentence(view.turns().size()), MARGIN + 60, slots + 15, small, Brush.SOFT);
    new GanttPanel(brush, view)
        .draw(area(MARGIN, slots + TITLE, WIDTH - 2 * MARGIN, GanttPanel.height(view)));
    graphics.dispose();
    return image;
  }

  private static void charts(Brush brush, ExperimentView view) {
    Objective objective = view.objective();
    double width = (WIDTH - 3 * MARGIN) / 2;
    double right = 2 * MARGIN + width;
    boolean evaluated =
        view.runs().stream()
            .flatMap(run -> run.eval().stream())
            .anyMatch(point -> point.value(objective.metric()).isPresent());
    String metric = objective.metric();
    title(brush, metric, HEAD);
    new CurvePanel(
            brush,
            area(MARGIN, HEAD + TITLE, width, CHART),
            metric,
            FitRange.higherIsBetter(metric, objective),
            curves(view, metric, evaluated ? RunHistory::eval : RunHistory::train))
        .draw(baseline(view, metric));
    brush.text("Training loss", right, HEAD + 16, Brush.type(15, true), Brush.INK);
    new CurvePanel(
            brush,
            area(right, HEAD + TITLE, width, CHART),
            "loss",
            false,
            curves(view, "loss", RunHistory::train))
        .draw(OptionalDouble.empty());
  }

  private static List<CurvePanel.Curve> curves(
      ExperimentView view, String metric, Function<RunHistory, List<MetricPoint>> split) {
    List<String> names = ShortNames.of(view.runs().stream().map(RunHistory::name).toList());
    List<CurvePanel.Curve> curves = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<MetricPoint> points =
          split.apply(view.runs().get(i)).stream()
              .filter(point -> point.value(metric).isPresent())
              .toList();
      points = Thinning.thin(points, metric, LINES_A_RUN);
      boolean smooth = points.size() > SMOOTHED_FROM && points.getFirst().split().equals("train");
      curves.add(
          new CurvePanel.Curve(
              names.get(i),
              new RunMark(RunLook.of(i)),
              smooth ? Smoothing.of(points, metric, SMOOTH) : points,
              smooth && names.size() <= FAINT_BEHIND ? points : List.of()));
    }
    return curves;
  }

  private static OptionalDouble baseline(ExperimentView view, String metric) {
    double[] starts =
        view.runs().stream()
            .map(run -> run.baseline(metric))
            .flatMapToDouble(OptionalDouble::stream)
            .distinct()
            .toArray();
    return starts.length == 1 ? OptionalDouble.of(starts[0]) : OptionalDouble.empty();
  }

  private static void title(Brush brush, String text, double y) {
    brush.text(text, MARGIN, y + 16, Brush.type(15, true), Brush.INK);
  }

  private static Rectangle2D area(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }
}
