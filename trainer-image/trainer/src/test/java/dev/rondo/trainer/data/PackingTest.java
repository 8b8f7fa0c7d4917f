package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackingTest {
  @Test
  void bestFitDecreasingGivesTheRecordedPacks() throws IOException {
    List<TokenRow> rows = new ArrayList<>();
    for (JsonNode row : prepared("sft-a-llama-qv-linear")) {
      int[] ids = ints(row.path("input_ids"));
      int[] labels = ints(row.path("labels"));
      boolean[] trained = new boolean[ids.length];
      for (int i = 1; i < ids.length; i++) {
        trained[i] = labels[i] != -100;
      }
      rows.add(TokenRow.of(ids, trained));
    }
    JsonNode recorded = prepared("sft-g-llama-packing-bfd");
    List<TokenRow> packs = Packing.BFD.pack(rows, 192);
    assertEquals(recorded.size(), packs.size());
    for (int i = 0; i < packs.size(); i++) {
      assertArrayEquals(ints(recorded.path(i).path("input_ids")), packs.get(i).ids());
      assertArrayEquals(ints(recorded.path(i).path("seq_lengths")), packs.get(i).lengths());
    }
  }

  @Property
  void noPackIsLongerThanMaxLengthAndNoTokenIsLostWhereNoneIsCut(
      @ForAll Packing packing,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 30) Integer> lengths,
      @ForAll @IntRange(min = 30, max = 90) int maxLength) {
    List<TokenRow> packs = packing.pack(rows(lengths), maxLength);
    assertTrue(packs.stream().allMatch(pack -> pack.ids().length <= maxLength));
    assertArrayEquals(
        IntStream.range(0, lengths.stream().mapToInt(Integer::intValue).sum()).toArray(),
        packs.stream().flatMapToInt(pack -> Arrays.stream(pack.ids())).sorted().toArray());
  }

  @Property
  void theFirstTokenOfASequenceIsNeverTrained(
      @ForAll Packing packing,
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40) int maxLength) {
    for (TokenRow pack : packing.pack(rows(lengths), maxLength)) {
      int start = 0;
      for (int length : pack.lengths()) {
        assertFalse(pack.trained()[start]);
        start += length;
      }
      assertEquals(pack.ids().length, start);
    }
  }

  @Property
  void splittingKeepsWhatCuttingDrops(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 60) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40) int maxLength) {
    int kept = lengths.stream().mapToInt(length -> Math.min(length, maxLength)).sum();
    int all = lengths.stream().mapToInt(Integer::intValue).sum();
    assertEquals(kept, tokens(Packing.BFD.pack(rows(lengths), maxLength)));
    assertEquals(all, tokens(Packing.BFD_SPLIT.pack(rows(lengths), maxLength)));
    assertEquals(all, tokens(Packing.WRAPPED.pack(rows(lengths), maxLength)));
  }

  private static int tokens(List<TokenRow> packs) {
    return packs.stream().mapToInt(pack -> pack.ids().length).sum();
  }

  /** Rows whose tokens are numbered through. */
  private static List<TokenRow> rows(List<Integer> lengths) {
    List<TokenRow> rows = new ArrayList<>();
    int next = 0;
    for (int length : lengths) {
      boolean[] trained = new boolean[length];
      Arrays.fill(trained, 1, length, true);
      rows.add(TokenRow.of(IntStream.range(next, next + length).toArray(), trained));
      next += length;
    }
    return rows;
  }

  private static JsonNode prepared(String name) throws IOException {
    Path file = Path.of("../../references/cases", name, "trajectory.json");
    return new ObjectMapper().readTree(file.toFile()).path("prepared_dataset");
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.path(i).asInt()).toArray();
  }
}
