package dev.rondo.scheduler.loop;

import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunStore;
import dev.rondo.scheduler.trainer.TrainerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The chunk scheduler of one worker: a trainer process a slot, and the loop that gives turns. */
public final class Scheduler {
  private final BlockingQueue<LoopEvent> events = new LinkedBlockingQueue<>();
  private final RunStore store;
  private final TrainerCommand command;
  private final int slots;

  /**
   * Starts nothing.
   *
   * @param slots runs training at the same time
   */
  public Scheduler(RunStore store, TrainerCommand command, int slots) {
    this.store = store;
    this.command = command;
    this.slots = slots;
  }

  /**
   * Trains until every run has ended or is stopped, or {@link #interrupt} is called.
   *
   * @throws IOException if the store cannot be read or written; every saved state is kept
   */
  public void run() throws IOException, InterruptedException {
    RunStates states = RunStates.create(store.uid(), store.scratch().resolve("states"));
    // Unix socket paths are short, so they do not lie in the store.
    Path sockets = Files.createTempDirectory("rondo");
    Map<Integer, Slot> open = new LinkedHashMap<>();
    try {
      for (int id = 0; id < slots; id++) {
        open.put(id, new Slot(id, command, sockets, store.scratch(), events::add));
      }
      new ChunkLoop(store, states, open, events).run();
    } finally {
      open.values().forEach(Slot::close);
      states.deleteAll();
      try (var files = Files.list(sockets)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(sockets);
    }
  }

  /** Ends every turn at its next step, saves, and lets {@link #run} return. Any thread. */
  public void interrupt() {
    events.add(new LoopEvent.Interrupted());
  }

  /** Says that people may want something else now. Any thread. */
  public void wake() {
    events.add(new LoopEvent.Wake());
  }
}
