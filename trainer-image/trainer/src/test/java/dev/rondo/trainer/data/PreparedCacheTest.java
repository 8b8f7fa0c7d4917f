package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedCacheTest {
  @TempDir Path directory;
  private final AtomicInteger written = new AtomicInteger();

  @Test
  void aSplitIsWrittenOnceAndReadBackAsItWas() throws Exception {
    PreparedCache cache = new PreparedCache(directory.resolve("cache"));
    cache.get("digest", this::write);
    PreparedSplit split = cache.get("digest", this::write);
    assertEquals(1, written.get());
    assertRows(split);
  }

  @Test
  void aFlippedBitAnywhereIsSeenAndTheSplitWrittenAgain() throws Exception {
    Path root = directory.resolve("cache");
    PreparedCache cache = new PreparedCache(root);
    cache.get("digest", this::write);
    Random random = new Random(1);
    for (String name : List.of("rows.bin", "index.bin", "summary.json")) {
      Path file = root.resolve("digest").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      int at = name.endsWith("json") ? 0 : random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      assertTrue(PreparedSplit.open(root.resolve("digest")).isEmpty(), name);
      assertRows(cache.get("digest", this::write));
    }
    assertEquals(4, written.get());
  }

  @Test
  void aTruncatedOrMissingFileIsSeen() throws Exception {
    Path root = directory.resolve("cache");
    PreparedCache cache = new PreparedCache(root);
    cache.get("digest", this::write);
    try (FileChannel rows =
        FileChannel.open(root.resolve("digest/rows.bin"), java.nio.file.StandardOpenOption.WRITE)) {
      rows.truncate(rows.size() - 1);
    }
    assertRows(cache.get("digest", this::write));
    Files.delete(root.resolve("digest/index.bin"));
    assertRows(cache.get("digest", this::write));
    assertEquals(3, written.get());
  }

  @Test
  void aFailedPreparationLeavesNothingBehind() throws IOException {
    PreparedCache cache = new PreparedCache(directory.resolve("cache"));
    assertThrows(
        RefusedException.class,
        () ->
            cache.get(
                "digest",
                aside -> {
                  Files.writeString(aside.resolve("rows.bin"), "half");
                  throw new RefusedException("dataset.train", "bad");
                }));
    try (Stream<Path> left = Files.list(directory.resolve("cache"))) {
      assertEquals(
          List.of("digest.lock"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  @Test
  void manyWhoWantTheSameAtOnceGetTheWholeSplitWrittenOnce() throws Exception {
    for (PreparedSplit split : getAtOnce(8, _ -> "digest")) {
      assertRows(split);
    }
    assertEquals(1, written.get());
  }

  @Test
  void manyWhoWantDifferentSplitsAtOnceDoNotDisturbEachOther() throws Exception {
    for (PreparedSplit split : getAtOnce(200, i -> "digest-" + i)) {
      assertRows(split);
    }
    assertEquals(200, written.get());
  }

  private List<PreparedSplit> getAtOnce(int count, IntFunction<String> digest) throws Exception {
    PreparedCache cache = new PreparedCache(directory.resolve("cache"));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<PreparedSplit>> splits = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String wanted = digest.apply(i);
        splits.add(threads.submit(() -> cache.get(wanted, this::write)));
      }
      List<PreparedSplit> got = new ArrayList<>();
      for (Future<PreparedSplit> split : splits) {
        got.add(split.get());
      }
      return got;
    }
  }

  @Property(tries = 50)
  void rowsComeBackAsTheyWere(@ForAll List<@IntRange(max = 40) Integer> lengths, @ForAll long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("rows");
    Path file = folder.resolve("rows.bin");
    Random random = new Random(seed);
    List<TokenRow> rows = new ArrayList<>();
    for (int length : lengths) {
      boolean[] trained = new boolean[length];
      for (int i = 0; i < length; i++) {
        trained[i] = random.nextBoolean();
      }
      rows.add(TokenRow.of(random.ints(length).toArray(), trained));
    }
    long[] starts = new long[rows.size()];
    long checksum;
    try (RowStoreWriter writer = new RowStoreWriter(file)) {
      for (int i = 0; i < starts.length; i++) {
        starts[i] = writer.append(rows.get(i), i % 2 == 0);
      }
      checksum = writer.finish();
    }
    RowStore store = RowStore.open(file);
    assertEquals(checksum, store.checksum());
    for (int i = 0; i < starts.length; i++) {
      assertRow(rows.get(i), store.row(starts[i]));
      assertEquals(i % 2 == 0, store.truncated(starts[i]));
    }
    Files.delete(file);
    Files.delete(folder);
  }

  private static final List<TokenRow> ROWS =
      List.of(
          TokenRow.of(new int[] {1, 2, 3}, new boolean[] {false, true, true}),
          new TokenRow(
              new int[] {4, 5, 6, 7}, new boolean[] {false, true, false, true}, new int[] {2, 2}));

  private void write(Path aside) throws IOException {
    written.incrementAndGet();
    try (RowStoreWriter writer = new RowStoreWriter(PreparedSplit.rowsFile(aside));
        RowIndexWriter index = new RowIndexWriter(PreparedSplit.indexFile(aside))) {
      index.append(writer.append(ROWS.get(0), true));
      index.append(writer.append(ROWS.get(1), false));
      PreparedSplit.finish(
          aside,
          writer.finish(),
          index.finish(),
          new SplitSummary(3, 1, List.of("careful"), NullNode.getInstance()));
    }
  }

  private static void assertRows(PreparedSplit split) {
    assertEquals(2, split.size());
    for (int i = 0; i < 2; i++) {
      assertRow(ROWS.get(i), split.row(i));
    }
    assertTrue(split.truncated(0));
    assertEquals(List.of("careful"), split.summary().warnings());
  }

  private static void assertRow(TokenRow expected, TokenRow row) {
    assertArrayEquals(expected.ids(), row.ids());
    assertArrayEquals(expected.trained(), row.trained());
    assertArrayEquals(expected.lengths(), row.lengths());
  }
}
