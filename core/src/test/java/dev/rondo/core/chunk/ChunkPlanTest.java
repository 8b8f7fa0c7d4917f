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
}
