package dev.rondo.cli.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Redraws a block of lines in place at the bottom of a terminal. */
public final class LiveScreen implements AutoCloseable {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final int USUAL_WIDTH = 100;
  private static final int USUAL_HEIGHT = 40;

  private final Terminal terminal;
  private int drawn;

  /** Draws on a terminal, which it closes. */
  public LiveScreen(Terminal terminal) {
    this.terminal = terminal;
    terminal.writer().print(HIDE_CURSOR);
  }

  /**
   * The process's own terminal.
   *
   * @throws IOException if there is none
   */
  public static LiveScreen open() throws IOException {
    return new LiveScreen(TerminalBuilder.builder().system(true).dumb(false).build());
  }

  /** Columns now; terminals are resized. */
  public int width() {
    int width = terminal.getSize().getColumns();
    return width > 0 ? width : USUAL_WIDTH;
  }

  /** Lines that a block may have now. */
  public int height() {
    int height = terminal.getSize().getRows();
    return (height > 0 ? height : USUAL_HEIGHT) - 1;
  }

  /** Puts these lines where the last ones were. */
  public void draw(List<String> lines) {
    PrintWriter out = terminal.writer();
    if (drawn > 0) {
      out.printf(UP, drawn);
    }
    for (String line : lines) {
      out.print(line + CLEAR_LINE + "\r\n");
    }
    out.print(CLEAR_BELOW);
    out.flush();
    drawn = lines.size();
  }

  /** Prints a line above the block for good; the block is drawn again by the next {@link #draw}. */
  public void say(String line) {
    PrintWriter out = terminal.writer();
    if (drawn > 0) {
      out.printf(UP, drawn);
    }
    out.print(line + CLEAR_LINE + "\r\n" + CLEAR_BELOW);
    out.flush();
    drawn = 0;
  }

  @Override
  public void close() throws IOException {
    terminal.writer().print(SHOW_CURSOR);
    terminal.writer().flush();
    terminal.close();
  }
}
