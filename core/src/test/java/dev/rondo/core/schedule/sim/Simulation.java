package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A worker in virtual time: turns begin when the rule gives them and take as long as they take. */
final class Simulation {
  private static final double SAME_MOMENT = 1e-9;

  private final Workload workload;
  private final Dispatch dispatch;
  private final double swapSeconds;
  private final List<VirtualRun> runs = new ArrayList<>();
  private final Map<Integer, String> attached = new HashMap<>();
  private final List<OpenTurn> open = new ArrayList<>();
  private final List<PastTurn> past = new ArrayList<>();
  private double now;

  private Simulation(Workload workload, Dispatch dispatch, double swapSeconds) {
    this.workload = workload;
    this.dispatch = dispatch;
    this.swapSeconds = swapSeconds;
    for (Workload.SimulatedRun run : workload.runs()) {
      runs.add(new VirtualRun(run, runs.size()));
    }
  }

  /** A turn that is not over. */
  private record OpenTurn(PastTurn turn, VirtualRun run) {}

  /**
   * What a rule decided at one moment.
   *
   * @param freeBefore free slots
   * @param waitingBefore chunks that each waiting run had done
   * @param turns that it began
   */
  record Moment(int freeBefore, Map<String, Integer> waitingBefore, List<Turn> turns) {}

  /** Runs the workload to its end. */
  static Timeline of(Workload workload, Dispatch dispatch, double swapSeconds) {
    return of(workload, dispatch, swapSeconds, _ -> {});
  }

  /** Runs the workload to its end and tells of each decision. */
  static Timeline of(
      Workload workload, Dispatch dispatch, double swapSeconds, Consumer<Moment> watcher) {
    Simulation simulation = new Simulation(workload, dispatch, swapSeconds);
    simulation.begin(watcher);
    while (!simulation.open.isEmpty()) {
      simulation.advance();
      simulation.begin(watcher);
    }
    return new Timeline(
        workload,
        simulation.past,
        simulation.runs.stream().filter(run -> !run.isOver()).map(VirtualRun::name).toList());
  }

  private void begin(Consumer<Moment> watcher) {
    Set<Integer> taken = new HashSet<>();
    Set<String> training = new HashSet<>();
    List<BusySlot> busy = new ArrayList<>();
    for (OpenTurn each : open) {
      List<Integer> slots = each.turn().turn().slots();
      taken.addAll(slots);
      training.add(each.run().name());
      slots.forEach(_ -> busy.add(each.run().busy(each.turn().end() - now)));
    }
    List<SlotView> free =
        IntStream.range(0, workload.slots())
            .filter(slot -> !taken.contains(slot))
            .mapToObj(slot -> new SlotView(slot, Optional.ofNullable(attached.get(slot))))
            .toList();
    List<VirtualRun> waiting =
        runs.stream().filter(r -> !r.isOver() && !training.contains(r.name())).toList();
    List<Turn> turns = dispatch.decide(free, busy, waiting);
    Map<String, Integer> done = new HashMap<>();
    waiting.forEach(run -> done.put(run.name(), run.done()));
    watcher.accept(new Moment(free.size(), done, turns));
    turns.forEach(this::start);
  }

  private void start(Turn turn) {
    VirtualRun run =
        runs.stream().filter(r -> r.name().equals(turn.run())).findFirst().orElseThrow();
    boolean isThere = turn.slots().stream().allMatch(slot -> run.name().equals(attached.get(slot)));
    boolean swaps = !isThere || dispatch.alwaysSwaps();
    double swap = swaps ? swapSeconds : 0;
    turn.slots().forEach(slot -> attached.put(slot, run.name()));
    double end = now + swap + run.nextChunkSeconds();
    open.add(new OpenTurn(new PastTurn(turn, now, end, swaps, swap), run));
  }

  private void advance() {
    now = open.stream().mapToDouble(each -> each.turn().end()).min().orElseThrow();
    List<OpenTurn> over =
        open.stream().filter(each -> each.turn().end() <= now + SAME_MOMENT).toList();
    open.removeAll(over);
    for (OpenTurn each : over) {
      past.add(each.turn());
      each.run().finishChunk(each.turn().swapSeconds());
    }
    past.sort(Comparator.comparingDouble(PastTurn::start).thenComparingInt(t -> t.turn().slot()));
  }

  /**
   * A turn with its times.
   *
   * @param swaps whether a state had to be swapped in
   * @param swapSeconds what that took
   */
  record PastTurn(Turn turn, double start, double end, boolean swaps, double swapSeconds) {}
}
