package dev.rondo.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkSchedulerTest {
  @Property
  void noSlotStaysFreeWhileARunWaits(
      @ForAll @IntRange(min = 1, max = 9) int slots,
      @ForAll @IntRange(max = 20) int runs,
      @ForAll long seed) {
    Snapshot snapshot = random(slots, runs, seed);
    List<Turn> turns = ChunkScheduler.decide(snapshot);
    assertEquals(Math.min(slots, runs), turns.size());
    assertEquals(turns.size(), turns.stream().map(Turn::run).distinct().count());
    assertEquals(turns.size(), turns.stream().map(Turn::slot).distinct().count());
  }

  @Property
  void theOrderOfTheSnapshotDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 9) int slots,
      @ForAll @IntRange(max = 20) int runs,
      @ForAll long seed) {
    Snapshot snapshot = random(slots, runs, seed);
    List<RunView> shuffledRuns = new ArrayList<>(snapshot.waiting());
    List<SlotView> shuffledSlots = new ArrayList<>(snapshot.free());
    Collections.shuffle(shuffledRuns, new Random(seed));
    Collections.shuffle(shuffledSlots, new Random(seed));
    assertEquals(
        ChunkScheduler.decide(snapshot),
        ChunkScheduler.decide(new Snapshot(shuffledSlots, snapshot.busy(), shuffledRuns)));
  }

  @Property
  void equalRunsOnOneSlotNeverDifferByMoreThanAChunk(
      @ForAll @IntRange(min = 2, max = 8) int runs,
      @ForAll @IntRange(min = 1, max = 12) int chunks) {
    int[] done = new int[runs];
    Optional<String> attached = Optional.empty();
    for (int turn = 0; turn < runs * chunks; turn++) {
      List<RunView> waiting = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        if (done[i] < chunks) {
          waiting.add(run("r" + i, i, 0, done[i], chunks - done[i]));
        }
      }
      Turn next =
          ChunkScheduler.decide(
                  new Snapshot(List.of(new SlotView(0, attached)), List.of(), waiting))
              .getFirst();
      attached = Optional.of(next.run());
      done[Integer.parseInt(next.run().substring(1))]++;
      int least = Arrays.stream(done).min().orElseThrow();
      int most = Arrays.stream(done).max().orElseThrow();
      assertTrue(most - least <= 1, Arrays.toString(done));
    }
    assertTrue(Arrays.stream(done).allMatch(d -> d == chunks));
  }

  @Test
  void aHigherPriorityGoesFirstHoweverFarItIs() {
    Turn turn = onOneSlot(Optional.empty(), run("early", 0, 0, 0, 5), run("urgent", 1, 5, 9, 5));
    assertEquals("urgent", turn.run());
    assertEquals("LEAST_CONSUMED: 9.00 chunks consumed, the least that waits", turn.explanation());
  }

  @Test
  void aRunGoesOnWhereItsStateIsIfThatLeavesNobodyBehind() {
    Turn goesOn = onOneSlot(Optional.of("b"), run("a", 0, 0, 2, 5), run("b", 1, 0, 2, 5));
    assertEquals("b", goesOn.run());
    assertEquals(Turn.Why.ATTACHED, goesOn.why());
    Turn changes = onOneSlot(Optional.of("b"), run("a", 0, 0, 2, 5), run("b", 1, 0, 3, 5));
    assertEquals("a", changes.run());
    assertEquals(Turn.Why.LEAST_CONSUMED, changes.why());
  }

  @Test
  void eachRunGetsTheFreeSlotThatHoldsItsState() {
    Snapshot crossed =
        new Snapshot(
            List.of(new SlotView(0, Optional.of("b")), new SlotView(1, Optional.of("a"))),
            List.of(),
            List.of(run("a", 0, 0, 1, 4), run("b", 1, 0, 1, 4)));
    assertEquals(
        List.of("b", "a"), ChunkScheduler.decide(crossed).stream().map(Turn::run).toList());
  }

  @Test
  void aRunThatWouldOutlastAllOthersIsNotLeftToTheEnd() {
    Snapshot snapshot =
        new Snapshot(
            List.of(new SlotView(0, Optional.empty())),
            List.of(new BusySlot(1, 1)),
            List.of(run("short", 0, 0, 1, 2), run("long", 1, 0, 1, 20)));
    Turn turn = ChunkScheduler.decide(snapshot).getFirst();
    assertEquals("long", turn.run());
    assertEquals(
        "LONGEST_REMAINING: 20.0 s left, more than a slot's even share of 11.5 s",
        turn.explanation());
  }

  @Test
  void evenALongRunWaitsWhereItWouldLeaveAnotherMoreThanAChunkBehind() {
    Turn turn = onOneSlot(Optional.empty(), run("short", 0, 0, 1, 2), run("long", 1, 0, 2, 20));
    assertEquals("short", turn.run());
  }

  @Test
  void aGangGetsTheSlotsThatComeFreeSoonestAndOthersUseThemOnlyUntilThen() {
    RunView gang = new RunView("gang", 0, 0, 3, 0, 1, 4, 16);
    Snapshot snapshot =
        new Snapshot(
            List.of(new SlotView(0, Optional.empty()), new SlotView(1, Optional.empty())),
            List.of(new BusySlot(2, 8), new BusySlot(9, 9)),
            List.of(
                gang,
                new RunView("brief", 1, 0, 1, 1, 1, 1.5, 6),
                new RunView("lengthy", 2, 0, 1, 1, 1, 2.5, 10)));
    assertEquals(
        List.of(
            new Turn(
                List.of(0),
                "brief",
                Turn.Why.BACKFILL,
                "takes 1.5 s; gang gets its 3 slots in 2.0 s")),
        ChunkScheduler.decide(snapshot));
  }

  @Test
  void aRunThatNeedsMoreSlotsThanThereAreIsRefused() {
    RunView wide = new RunView("wide", 0, 0, 2, 0, 1, 1, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Snapshot(List.of(new SlotView(0, Optional.empty())), List.of(), List.of(wide)));
  }

  private static RunView run(
      String name, int order, int priority, double consumed, double remainingSeconds) {
    return new RunView(name, order, priority, 1, consumed, 1, 1, remainingSeconds);
  }

  private static Turn onOneSlot(Optional<String> attached, RunView... waiting) {
    return ChunkScheduler.decide(
            new Snapshot(List.of(new SlotView(0, attached)), List.of(), List.of(waiting)))
        .getFirst();
  }

  private static Snapshot random(int slots, int runs, long seed) {
    Random random = new Random(seed);
    List<RunView> waiting = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      waiting.add(run("r" + i, i, random.nextInt(2), random.nextInt(4), random.nextInt(9)));
    }
    List<SlotView> free = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      boolean holds = runs > 0 && random.nextBoolean();
      free.add(new SlotView(i, holds ? Optional.of("r" + random.nextInt(runs)) : Optional.empty()));
    }
    return new Snapshot(free, List.of(), waiting);
  }
}
