package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.table.EventLines;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.LiveScreen;
import dev.rondo.cli.table.LiveTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Shows how an experiment goes on while it trains, from its folder in the store. */
final class Display implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 500;

  private final Path experiment;
  private final PrintWriter out;
  private final Optional<LiveScreen> screen;
  private final Ink ink;
  private final Thread thread;
  private Optional<ExperimentView> told = Optional.empty();
  private volatile boolean ended;

  private Display(Path experiment, PrintWriter out, Optional<LiveScreen> screen) {
    this.experiment = experiment;
    this.out = out;
    this.screen = screen;
    this.ink = Ink.of(System.getenv(), screen.isPresent());
    this.thread = Thread.ofPlatform().daemon().name("display").unstarted(this::loop);
  }

  /** Shows until it is closed: a live table on a terminal, else a line an event. */
  static Display start(Path experiment, PrintWriter out, boolean plain) throws IOException {
    Optional<LiveScreen> screen =
        plain || !Terminal.isAttached() ? Optional.empty() : Optional.of(LiveScreen.open());
    Display display = new Display(experiment, out, screen);
    display.thread.start();
    return display;
  }

  /** Shows the last of it. */
  void settle() {
    end();
    show();
  }

  private void loop() {
    while (!ended) {
      show();
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void show() {
    try {
      ExperimentView view = ExperimentView.read(experiment);
      if (screen.isPresent()) {
        LiveScreen live = screen.get();
        live.draw(LiveTable.render(view, live.width(), live.height(), ink));
      } else {
        EventLines.between(told, view).forEach(out::println);
        out.flush();
      }
      told = Optional.of(view);
    } catch (IOException beingWritten) {
      // the next look will see it whole
    }
  }

  private void end() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    end();
    if (screen.isPresent()) {
      screen.get().close();
    }
  }
}
