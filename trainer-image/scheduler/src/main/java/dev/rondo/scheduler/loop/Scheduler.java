package dev.rondo.scheduler.loop;

import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunStore;
import dev.rondo.scheduler.trainer.TrainerSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The chunk scheduler of one worker: a trainer a slot, and the loop that gives turns. */
public final class Scheduler {
  private final BlockingQueue<LoopEvent> events = new LinkedBlockingQueue<>();
  private final RunStore store;
  private final RunStates states;
  private final List<TrainerSource> trainers;
  private final Ending ending;

  /**
   * Starts nothing.
   *
   * @param states of runs while they take turns; forgotten at the end
   * @param trainers one a slot: so many runs train at the same time
   * @param ending when {@link #run} returns
   */
  public Scheduler(RunStore store, RunStates states, List<TrainerSource> trainers, Ending ending) {
    this.store = store;
    this.states = states;
    this.trainers = List.copyOf(trainers);
    this.ending = ending;
  }

  /**
   * Trains until it is to end, or {@link #interrupt} is called.
   *
   * @throws IOException if the store cannot be read or written; every saved state is kept
   */
  public void run() throws IOException, InterruptedException {
    Map<Integer, Slot> open = new LinkedHashMap<>();
    try {
      for (int id = 0; id < trainers.size(); id++) {
        open.put(id, new Slot(id, trainers.get(id), events::add));
      }
      new ChunkLoop(store, states, open, events, ending).run();
    } finally {
      open.values().forEach(Slot::close);
      states.deleteAll();
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
