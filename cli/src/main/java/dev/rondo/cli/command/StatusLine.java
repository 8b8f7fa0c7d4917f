package dev.rondo.cli.command;

import dev.rondo.protocol.v1.Progress;
import java.io.PrintWriter;

/** What takes its time now: a line that goes again on a terminal, nothing in pipes. */
final class StatusLine implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean visible;

  /** Shows on a terminal. */
  StatusLine(PrintWriter err) {
    this.err = err;
    this.visible = Terminal.isAttached();
  }

  void show(String text) {
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
  void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
