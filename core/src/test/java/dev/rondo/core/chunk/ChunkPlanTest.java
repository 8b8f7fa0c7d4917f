package dev.rondo.core.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChunkPlanTest {
  @Property
  void chunksCoverTheBudgetWithoutGapOverlapOrEmptyChunk(
      @ForAll @LongRange(min = 1, max = 500) long stepsPerEpoch,
      @ForAll @LongRange(min = 1, max = 1500) long totalSteps,
      @ForAll @IntRange(min = 1, max = 700) int chunks) {
    List<Chunk> plan = new ChunkPlan(stepsPerEpoch, totalSteps, chunks).all();
    long expectedStart = 0;
    for (Chunk chunk : plan) {
      assertEquals(expectedStart, chunk.start());
      assertTrue(chunk.steps() > 0, "empty " + chunk);
      expectedStart = chunk.end();
    }
    assertEquals(totalSteps, expectedStart);
  }

  @Property
  void everyEpochEndsAChunk(
      @ForAll @LongRange(min = 1, max = 200) long stepsPerEpoch,
      @ForAll @IntRange(min = 1, max = 4) int epochs,
      @ForAll @IntRange(min = 1, max = 300) int chunks) {
    List<Long> ends =
        new ChunkPlan(stepsPerEpoch, stepsPerEpoch * epochs, chunks)
            .all().stream().map(Chunk::end).toList();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      assertTrue(ends.contains(stepsPerEpoch * epoch));
    }
  }

  @Property
  void chunksOfAnEpochDifferByAtMostOneStep(
      @ForAll @LongRange(min = 1, max = 500) long stepsPerEpoch,
      @ForAll @IntRange(min = 1, max = 500) int chunks) {
    List<Chunk> plan = new ChunkPlan(stepsPerEpoch, stepsPerEpoch, chunks).all();
    long least = plan.stream().mapToLong(Chunk::steps).min().orElseThrow();
    long most = plan.stream().mapToLong(Chunk::steps).max().orElseThrow();
    assertTrue(most - least <= 1, "from " + least + " to " + most);
  }

  @Property
  void chunksDoneGrowByOneAtTheEndOfEach(
      @ForAll @LongRange(min = 1, max = 100) long stepsPerEpoch,
      @ForAll @LongRange(min = 1, max = 300) long totalSteps,
      @ForAll @IntRange(min = 1, max = 200) int chunks) {
    ChunkPlan plan = new ChunkPlan(stepsPerEpoch, totalSteps, chunks);
    for (Chunk chunk : plan.all()) {
      for (long step = chunk.start(); step < chunk.end(); step++) {
        assertEquals(chunk.index(), plan.chunksDone(step));
      }
    }
    assertEquals(plan.all().size(), plan.chunksDone(totalSteps));
  }

  @Property
  void aTurnBegunInsideAChunkEndsWhereTheChunkDoes(
      @ForAll @LongRange(min = 1, max = 100) long stepsPerEpoch,
      @ForAll @LongRange(min = 1, max = 300) long totalSteps,
      @ForAll @IntRange(min = 1, max = 20) int chunks) {
    ChunkPlan plan = new ChunkPlan(stepsPerEpoch, totalSteps, chunks);
    for (Chunk chunk : plan.all()) {
      for (long done = chunk.start(); done < chunk.end(); done++) {
        assertEquals(chunk.end(), plan.endOfChunkFrom(done));
      }
    }
  }

  @Test
  void aBudgetShorterThanAnEpochIsChunkedToo() {
    assertEquals(
        List.of(3L, 6L, 9L, 12L),
        new ChunkPlan(1000, 12, 4).all().stream().map(Chunk::end).toList());
  }

  @Test
  void consumedDataIsCountedInChunksAcrossEpochs() {
    ChunkPlan plan = new ChunkPlan(8, 24, 4);
    assertEquals(0.5, plan.consumed(1));
    assertEquals(12.0, plan.consumed(24));
  }

  @Test
  void aFinishedBudgetHasNoNextChunk() {
    assertThrows(IllegalArgumentException.class, () -> new ChunkPlan(4, 4, 2).endOfChunkFrom(4));
  }

  @Property
  void aCloneBeginsInTheChunkOfItsPlaceAndEndsItWithTheOthers(
      @ForAll @LongRange(min = 1, max = 200) long stepsPerEpoch,
      @ForAll @LongRange(min = 1, max = 3) long epochs,
      @ForAll @IntRange(min = 1, max = 20) int chunks,
      @ForAll @IntRange(max = 99) int share) {
    ChunkPlan parent = new ChunkPlan(stepsPerEpoch, stepsPerEpoch * epochs, chunks);
    long from = parent.totalSteps() * share / 100;
    ChunkPlan clone = new ChunkPlan(stepsPerEpoch, from + stepsPerEpoch * epochs, chunks, from, 0);
    for (long step = from; step < parent.totalSteps(); step++) {
      assertEquals(parent.endOfChunkFrom(step), clone.endOfChunkFrom(step));
      assertEquals(parent.chunkOf(step + 1), clone.chunkOf(step + 1));
    }
    assertEquals(0, clone.consumed(from));
    assertEquals(clone.totalSteps(), clone.all().getLast().end());
    assertEquals(from, clone.all().getFirst().start());
  }

  @Test
  void epochsOfACloneWithAnotherBatchSizeBeginWhereItSaysTheyDo() {
    // 8 steps of 16 are done; of twice as many steps an epoch, 16 are left.
    ChunkPlan clone = new ChunkPlan(32, 8 + 32, 4, 8, -8);
    assertEquals(List.of(16L, 24L, 32L, 40L), clone.all().stream().map(Chunk::end).toList());
    assertEquals(2, clone.chunkOf(8));
    assertEquals(4, clone.chunkOf(25));
  }
}
