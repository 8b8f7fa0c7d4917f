package dev.rondo.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A run's look in Java's own shapes; the page's script has the same.
 *
 * @param look hue and variant
 */
record RunMark(RunLook look) {
  private static final List<List<Float>> DASHES =
      List.of(
          List.of(),
          List.of(7f, 4f),
          List.of(2f, 3f),
          List.of(10f, 3f, 2f, 3f),
          List.of(14f, 4f),
          List.of(4f, 2f),
          List.of(1f, 4f),
          List.of(12f, 3f, 3f, 3f));
  private static final double HATCH = 7;

  Color colour() {
    return Color.decode(look.onLight());
  }

  Color faint() {
    Color full = colour();
    return new Color(full.getRed(), full.getGreen(), full.getBlue(), 60);
  }

  BasicStroke stroke(float width) {
    List<Float> dashes = DASHES.get(look.variant());
    if (dashes.isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
    float[] lengths = new float[dashes.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dashes.get(i);
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
  }

  /** The marker around a point. */
  Shape marker(double x, double y, double r) {
    return switch (look.variant()) {
      case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
      case 1 -> new Rectangle2D.Double(x - r, y - r, 2 * r, 2 * r);
      case 2 -> polygon(x, y, 0, -1.2 * r, 1.15 * r, 0.8 * r, -1.15 * r, 0.8 * r);
      case 3 -> polygon(x, y, 0, -1.3 * r, 1.3 * r, 0, 0, 1.3 * r, -1.3 * r, 0);
      case 4 -> polygon(x, y, 0, 1.2 * r, 1.15 * r, -0.8 * r, -1.15 * r, -0.8 * r);
      case 5 -> plus(x, y, r);
      case 6 -> new Rectangle2D.Double(x - 1.3 * r, y - 0.6 * r, 2.6 * r, 1.2 * r);
      default -> new Rectangle2D.Double(x - 0.6 * r, y - 1.3 * r, 1.2 * r, 2.6 * r);
    };
  }

  /** A sample of the run's line, for tables. */
  void sample(Brush brush, double x, double y, double length) {
    brush.outline(new Line2D.Double(x, y, x + length, y), colour(), stroke(2.2f));
    brush.fill(marker(x + length / 2, y, 4), colour());
  }

  /** A bar with the variant's hatching. */
  void bar(Brush brush, Shape bar) {
    brush.fill(bar, colour());
    Rectangle2D box = bar.getBounds2D();
    Color light = new Color(255, 255, 255, 190);
    BasicStroke thin = new BasicStroke(1.4f);
    boolean rising = look.variant() == 1 || look.variant() == 5;
    boolean falling = look.variant() == 2 || look.variant() == 5;
    boolean level = look.variant() == 3 || look.variant() >= 6;
    boolean upright = look.variant() == 4 || look.variant() == 6;
    double height = box.getHeight();
    brush.inside(
        box,
        () -> {
          for (double x = box.getMinX() - height; x < box.getMaxX() + height; x += HATCH) {
            if (rising) {
              brush.outline(
                  new Line2D.Double(x, box.getMaxY(), x + height, box.getMinY()), light, thin);
            }
            if (falling) {
              brush.outline(
                  new Line2D.Double(x, box.getMinY(), x + height, box.getMaxY()), light, thin);
            }
            if (upright) {
              brush.outline(new Line2D.Double(x, box.getMinY(), x, box.getMaxY()), light, thin);
            }
          }
          for (double y = box.getMinY() + HATCH / 2; level && y < box.getMaxY(); y += HATCH) {
            brush.outline(new Line2D.Double(box.getMinX(), y, box.getMaxX(), y), light, thin);
          }
        });
  }

  private static Shape plus(double x, double y, double r) {
    double a = 1.3 * r;
    double b = 0.4 * r;
    return polygon(
        x, y, -a, -b, -b, -b, -b, -a, b, -a, b, -b, a, -b, a, b, b, b, b, a, -b, a, -b, b, -a, b);
  }

  private static Shape polygon(double x, double y, double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(x + corners[0], y + corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(x + corners[i], y + corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
