package dev.rondo.trainer.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final JsonNode RECORDED = read();

  @Test
  void permutationsEqualTorchRandperm() {
    assertTrue(RECORDED.path("randperm").size() > 0);
    for (JsonNode recorded : RECORDED.path("randperm")) {
      assertArrayEquals(
          ints(recorded.path("perm")),
          RowOrder.permutation(recorded.path("seed").asLong(), recorded.path("n").asInt()));
    }
  }

  @Test
  void epochsFollowTheTrainersSampler() {
    assertTrue(RECORDED.path("trainer_shuffle").size() > 0);
    for (JsonNode recorded : RECORDED.path("trainer_shuffle")) {
      long seed = recorded.path("data_seed").asLong(recorded.path("seed").asLong());
      for (int epoch = 0; epoch < recorded.path("epochs").size(); epoch++) {
        assertArrayEquals(
            ints(recorded.path("epochs").path(epoch)),
            RowOrder.ofEpoch(seed, epoch, recorded.path("n").asInt()));
      }
    }
  }

  @Property
  void everyRowComesOnceAnEpoch(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int epoch,
      @ForAll @IntRange(min = 1, max = 700) int rows) {
    int[] sorted = RowOrder.ofEpoch(seed, epoch, rows);
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, rows).toArray(), sorted);
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.path(i).asInt()).toArray();
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("../../references/sampler.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
