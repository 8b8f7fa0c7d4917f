package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.Pace;
import dev.rondo.core.schedule.RunView;

/** A run in virtual time; a chunk is one step to its measured pace. */
final class VirtualRun {
  private final Workload.SimulatedRun run;
  private final int order;
  private Pace pace = Pace.UNMEASURED;
  private int done;

  VirtualRun(Workload.SimulatedRun run, int order) {
    this.run = run;
    this.order = order;
  }

  String name() {
    return run.name();
  }

  int width() {
    return run.width();
  }

  int done() {
    return done;
  }

  boolean isOver() {
    return done == run.chunkSeconds().length;
  }

  double nextChunkSeconds() {
    return run.chunkSeconds()[done];
  }

  void finishChunk(double swapSeconds) {
    pace = pace.stepped(run.chunkSeconds()[done]).turned(0, swapSeconds);
    done++;
  }

  RunView view() {
    return new RunView(
        name(), order, 0, width(), done, 1, pace.seconds(1, 1), pace.seconds(left(), left()));
  }

  BusySlot busy(double turnSeconds) {
    return new BusySlot(Math.max(0, turnSeconds), pace.seconds(left(), left()));
  }

  private int left() {
    return run.chunkSeconds().length - done;
  }
}
