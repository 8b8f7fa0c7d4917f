package dev.rondo.cli.plot;

import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.store.MetricPoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** One chart: a metric over optimizer steps, a curve a run, fitted to the good runs. */
final class CurvePanel {
  private static final Font TICKS = Brush.type(11.5, false);
  private static final Font NAMES = Brush.type(11.5, true);
  private static final int LABELLED = 10;
  private static final int MARKED = 40;
  private static final int MANY = 16;
  private static final double LABEL_HEIGHT = 14;

  /**
   * A curve.
   *
   * @param name what stands at its end
   * @param mark its look
   * @param points in step order
   * @param behind drawn faintly behind it; may be empty
   */
  record Curve(String name, RunMark mark, List<MetricPoint> points, List<MetricPoint> behind) {}

  private final Brush brush;
  private final String metric;
  private final List<Curve> curves;
  private final Axis x;
  private final Axis y;
  private final Rectangle2D box;

  CurvePanel(
      Brush brush, Rectangle2D area, String metric, boolean higherIsBetter, List<Curve> curves) {
    this.brush = brush;
    this.metric = metric;
    this.curves = curves;
    double names =
        curves.size() > LABELLED
            ? 0
            : curves.stream()
                .mapToDouble(curve -> brush.width(curve.name(), NAMES))
                .max()
                .orElse(0);
    this.box =
        new Rectangle2D.Double(
            area.getX() + 48, area.getY() + 8, area.getWidth() - 62 - names, area.getHeight() - 46);
    long last = all().mapToLong(MetricPoint::step).max().orElse(1);
    this.x = new Axis(0, Math.max(1, last), box.getMinX(), box.getMaxX());
    FitRange range =
        FitRange.of(
                curves.stream()
                    .map(curve -> curve.behind().isEmpty() ? curve.points() : curve.behind())
                    .toList(),
                metric,
                higherIsBetter)
            .padded();
    this.y = new Axis(range.low(), range.high(), box.getMaxY(), box.getMinY());
  }

  void draw(OptionalDouble baseline) {
    axes();
    if (all().findAny().isEmpty()) {
      brush.textAround("nothing logged yet", box.getCenterX(), box.getCenterY(), TICKS, Brush.SOFT);
      return;
    }
    baseline.ifPresent(this::baseline);
    boolean marked = curves.stream().allMatch(curve -> curve.points().size() <= MARKED);
    float width = curves.size() > MANY ? 1.4f : 2;
    double size = curves.size() > MANY ? 2.6 : 3.6;
    Rectangle2D clip =
        new Rectangle2D.Double(
            box.getX() - 5, box.getY() - 5, box.getWidth() + 10, box.getHeight() + 10);
    for (Curve curve : curves) {
      brush.inside(
          clip,
          () -> {
            brush.outline(path(curve.behind()), curve.mark().faint(), new BasicStroke(1));
            brush.outline(path(curve.points()), curve.mark().colour(), curve.mark().stroke(width));
            if (marked) {
              curve.points().stream()
                  .filter(this::visible)
                  .forEach(point -> marker(curve, point, size));
            }
          });
      leavings(curve);
    }
    if (curves.size() <= LABELLED) {
      names();
    }
  }

  private void axes() {
    for (double tick : y.ticks(6)) {
      brush.line(box.getMinX(), y.at(tick), box.getMaxX(), y.at(tick), Brush.GRID);
      brush.textTo(NumberText.setting(tick), box.getMinX() - 8, y.at(tick) + 4, TICKS, Brush.SOFT);
    }
    for (double tick : x.ticks(6)) {
      brush.textAround(NumberText.setting(tick), x.at(tick), box.getMaxY() + 17, TICKS, Brush.SOFT);
    }
    brush.line(box.getMinX(), box.getMaxY(), box.getMaxX(), box.getMaxY(), Brush.LINE);
    brush.textAround("step", box.getCenterX(), box.getMaxY() + 33, TICKS, Brush.SOFT);
  }

  private void baseline(double value) {
    if (value < y.low() || value > y.high()) {
      return;
    }
    BasicStroke dashed =
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);
    brush.outline(
        new Line2D.Double(box.getMinX(), y.at(value), box.getMaxX(), y.at(value)),
        Brush.SOFT,
        dashed);
    brush.textTo("base model", box.getMaxX() - 2, y.at(value) - 6, TICKS, Brush.SOFT);
  }

  private Path2D path(List<MetricPoint> points) {
    Path2D path = new Path2D.Double();
    boolean pen = false;
    for (MetricPoint point : points) {
      double value = value(point);
      if (!Double.isFinite(value)) {
        pen = false;
        continue;
      }
      double height = Math.clamp(y.at(value), -9999, 9999);
      if (pen) {
        path.lineTo(x(point), height);
      } else {
        path.moveTo(x(point), height);
      }
      pen = true;
    }
    return path;
  }

  private void marker(Curve curve, MetricPoint point, double size) {
    var shape = curve.mark().marker(x(point), y.at(value(point)), size);
    brush.fill(shape, curve.mark().colour());
    brush.outline(shape, Brush.GROUND, new BasicStroke(1));
  }

  /** An arrow where a curve leaves the picture, a cross where it stops being a number. */
  private void leavings(Curve curve) {
    Color colour = curve.mark().colour();
    double previous = Double.NaN;
    double previousX = Double.NaN;
    boolean crossed = false;
    for (MetricPoint point : curve.points()) {
      double value = value(point);
      double at = x(point);
      if (!Double.isFinite(value) && !crossed) {
        double height = Double.isNaN(previous) ? box.getMinY() : clamped(previous);
        brush.outline(
            new Line2D.Double(at - 4, height - 4, at + 4, height + 4),
            colour,
            new BasicStroke(2.6f));
        brush.outline(
            new Line2D.Double(at - 4, height + 4, at + 4, height - 4),
            colour,
            new BasicStroke(2.6f));
        crossed = true;
      } else if (Double.isFinite(value)) {
        boolean leaves = outside(value) && !(Double.isFinite(previous) && outside(previous));
        if (leaves) {
          double edge = value > y.high() ? y.high() : y.low();
          double part = Double.isFinite(previous) ? (edge - previous) / (value - previous) : 1;
          double from = Double.isFinite(previous) ? previousX : at;
          arrow(from + (at - from) * part, value > y.high(), colour);
        }
        previous = value;
        previousX = at;
      }
    }
  }

  private void arrow(double at, boolean up, Color colour) {
    double edge = up ? box.getMinY() : box.getMaxY();
    double base = up ? edge + 4 : edge - 4;
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(at - 5, base);
    arrow.lineTo(at + 5, base);
    arrow.lineTo(at, up ? edge - 5 : edge + 5);
    arrow.closePath();
    brush.fill(arrow, colour);
  }

  private record Label(Curve curve, double height) {}

  /** Names beside the ends of the curves, moved apart where they would overlap. */
  private void names() {
    List<Label> labels = new ArrayList<>();
    for (Curve curve : curves) {
      curve.points().reversed().stream()
          .filter(point -> Double.isFinite(value(point)))
          .findFirst()
          .ifPresent(point -> labels.add(new Label(curve, clamped(value(point)))));
    }
    labels.sort(Comparator.comparingDouble(Label::height));
    double[] heights = labels.stream().mapToDouble(Label::height).toArray();
    for (int i = 1; i < heights.length; i++) {
      heights[i] = Math.max(heights[i], heights[i - 1] + LABEL_HEIGHT);
    }
    double limit = box.getMaxY();
    for (int i = heights.length - 1; i >= 0; i--, limit -= LABEL_HEIGHT) {
      heights[i] = Math.min(heights[i], limit);
    }
    for (int i = 0; i < heights.length; i++) {
      Curve curve = labels.get(i).curve();
      brush.text(curve.name(), box.getMaxX() + 9, heights[i] + 4, NAMES, curve.mark().colour());
    }
  }

  private double clamped(double value) {
    return Math.clamp(y.at(value), box.getMinY(), box.getMaxY());
  }

  private boolean outside(double value) {
    return value > y.high() || value < y.low();
  }

  private boolean visible(MetricPoint point) {
    return Double.isFinite(value(point)) && !outside(value(point));
  }

  private double x(MetricPoint point) {
    return x.at((double) point.step());
  }

  private double value(MetricPoint point) {
    return point.value(metric).orElse(Double.NaN);
  }

  private Stream<MetricPoint> all() {
    return curves.stream().flatMap(curve -> curve.points().stream());
  }
}
