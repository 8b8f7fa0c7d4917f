package dev.rondo.cli.command;

import dev.rondo.protocol.v1.Progress;
import java.io.PrintWriter;

/** What takes its time now: a line that goes again on a terminal, nothing in pipes. */
public final class StatusLine implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean visible;

  /** Shows on a terminal. */
  public StatusLine(PrintWriter err) {
    this.err = err;
    this.visible = Terminal.isAttached();
  }

  /** In place of what is shown. */
  public void show(String text) {
    if (visible) {
      err.print(CLEAR + text + "…");
      err.flush();
    }
  }

  void show(Progress progress) {
    show(
        progress.getFraction() < 0
            ? progress.getMessage()
            : "%s, %d %%".formatted(progress.getMessage(), (int) (100 * progress.getFraction())));
  }

  @Override
  public void close() {
    clear();
  }

  /** Makes room for a line that stays. */
  public void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
