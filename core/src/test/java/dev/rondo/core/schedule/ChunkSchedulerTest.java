package dev.rondo.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    List<SlotView> shuffledSlots = new ArrayList<>(snapshot.freeSlots());
    Collections.shuffle(shuffledRuns, new Random(seed));
    Collections.shuffle(shuffledSlots, new Random(seed));
    assertEquals(
        ChunkScheduler.decide(snapshot),
        ChunkScheduler.decide(
            new Snapshot(slots, shuffledSlots, shuffledRuns, snapshot.busySeconds())));
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
          waiting.add(new RunView("r" + i, i, 0, done[i], 1, chunks - done[i]));
        }
      }
      Turn next =
          ChunkScheduler.decide(new Snapshot(1, List.of(new SlotView(0, attached)), waiting, 0))
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
    assertEquals(
        List.of(new Turn(0, "urgent", Turn.Why.LEAST_CONSUMED)),
        decideOnOneSlot(
            Optional.empty(),
            new RunView("early", 0, 0, 0, 1, 5),
            new RunView("urgent", 1, 5, 9, 1, 5)));
  }

  @Test
  void aRunGoesOnWhereItsStateIsIfThatLeavesNobodyBehind() {
    assertEquals(
        List.of(new Turn(0, "b", Turn.Why.ATTACHED)),
        decideOnOneSlot(
            Optional.of("b"), new RunView("a", 0, 0, 2, 1, 5), new RunView("b", 1, 0, 2, 1, 5)));
    assertEquals(
        List.of(new Turn(0, "a", Turn.Why.LEAST_CONSUMED)),
        decideOnOneSlot(
            Optional.of("b"), new RunView("a", 0, 0, 2, 1, 5), new RunView("b", 1, 0, 3, 1, 5)));
  }

  @Test
  void aRunThatWouldOutlastAllOthersIsNotLeftToTheEnd() {
    Snapshot snapshot =
        new Snapshot(
            2,
            List.of(new SlotView(0, Optional.empty())),
            List.of(new RunView("short", 0, 0, 1, 1, 2), new RunView("long", 1, 0, 2, 1, 20)),
            1);
    assertEquals(
        List.of(new Turn(0, "long", Turn.Why.LONGEST_REMAINING)), ChunkScheduler.decide(snapshot));
  }

  private static List<Turn> decideOnOneSlot(Optional<String> attached, RunView... waiting) {
    return ChunkScheduler.decide(
        new Snapshot(1, List.of(new SlotView(0, attached)), List.of(waiting), 0));
  }

  private static Snapshot random(int slots, int runs, long seed) {
    Random random = new Random(seed);
    List<RunView> waiting = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      waiting.add(
          new RunView("r" + i, i, random.nextInt(2), random.nextInt(4), 1, random.nextInt(9)));
    }
    List<SlotView> free = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      boolean holds = runs > 0 && random.nextBoolean();
      free.add(new SlotView(i, holds ? Optional.of("r" + random.nextInt(runs)) : Optional.empty()));
    }
    return new Snapshot(slots, free, waiting, 0);
  }
}
