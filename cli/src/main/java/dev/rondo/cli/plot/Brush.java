package dev.rondo.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Draws on a picture in the house's ink: colours, type sizes and line widths. */
final class Brush {
  static final Color GROUND = Color.WHITE;
  static final Color INK = new Color(0x1c2127);
  static final Color SOFT = new Color(0x5b6672);
  static final Color LINE = new Color(0xcfd5db);
  static final Color GRID = new Color(0xeceff2);
  static final Color GOOD = new Color(0x00734f);
  static final Color BAD = new Color(0xb3400a);

  private final Graphics2D graphics;

  Brush(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** The type of a size in points. */
  static Font type(double size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
  }

  /** How wide a text is. */
  double width(String text, Font type) {
    return type.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  /** A text whose baseline begins at (x, y). */
  void text(String text, double x, double y, Font type, Color colour) {
    graphics.setFont(type);
    graphics.setColor(colour);
    graphics.drawString(text, (float) x, (float) y);
  }

  /** A text that ends at x. */
  void textTo(String text, double x, double y, Font type, Color colour) {
    text(text, x - width(text, type), y, type, colour);
  }

  /** A text around x. */
  void textAround(String text, double x, double y, Font type, Color colour) {
    text(text, x - width(text, type) / 2, y, type, colour);
  }

  void line(double x1, double y1, double x2, double y2, Color colour) {
    outline(new Line2D.Double(x1, y1, x2, y2), colour, new BasicStroke(1));
  }

  void outline(Shape shape, Color colour, BasicStroke stroke) {
    graphics.setColor(colour);
    graphics.setStroke(stroke);
    graphics.draw(shape);
  }

  void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  /** Draws only inside an area. */
  void inside(Rectangle2D area, Runnable drawing) {
    Shape before = graphics.getClip();
    graphics.clip(area);
    drawing.run();
    graphics.setClip(before);
  }
}
