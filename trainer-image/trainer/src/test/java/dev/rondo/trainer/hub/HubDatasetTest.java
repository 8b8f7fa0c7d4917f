package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubDatasetTest {
  private static final Repository ROWS = new Repository(Kind.DATASET, "owner/rows");
  private static final String CONVERTED = "c".repeat(40);

  @TempDir private Path cache;
  private FakeHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Snapshot resolve(String uri, boolean offline) throws Exception {
    return HubClient.of(hub.settings(cache, Optional.empty(), offline))
        .resolve(HubUri.parse(uri), HubListener.SILENT);
  }

  private static byte[] rows(String text) {
    return text.repeat(300).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheWantedSplitIsFetchedAndServedOffline() throws Exception {
    hub.put(
        ROWS,
        "main",
        FakeHub.COMMIT,
        Map.of(
            "README.md", rows("#"),
            "data/train-00000-of-00001.parquet", rows("train"),
            "data/test-00000-of-00001.parquet", rows("test")));
    Snapshot train = resolve("hf://datasets/owner/rows", false);
    Path directory = cache.resolve("datasets--owner--rows/snapshots/" + FakeHub.COMMIT);
    Path file = directory.resolve("data/train-00000-of-00001.parquet");
    assertEquals(List.of(file), train.files());
    assertEquals(
        Path.of("../../../blobs/" + FakeHub.hex("SHA-256", rows("train"))),
        Files.readSymbolicLink(file));
    assertEquals(0, hub.gets("test-00000-of-00001.parquet"));
    assertEquals(train, resolve("hf://datasets/owner/rows", true));
    HubException absent =
        assertThrows(
            HubException.class, () -> resolve("hf://datasets/owner/rows?split=test", true));
    assertTrue(absent.getMessage().contains("no split test"), absent.getMessage());
  }

  @Test
  void whatTheHubConvertedServesWhereTheRepositoryHasNothingReadable() throws Exception {
    hub.put(ROWS, "main", FakeHub.COMMIT, Map.of("rows.xml", rows("<row/>")));
    hub.put(
        ROWS,
        "refs/convert/parquet",
        CONVERTED,
        Map.of("default/train/0000.parquet", rows("train")));
    Snapshot converted = resolve("hf://datasets/owner/rows", false);
    assertEquals(CONVERTED, converted.revision());
    assertEquals(
        CONVERTED,
        Files.readString(cache.resolve("datasets--owner--rows/refs/refs/convert/parquet")));
    assertEquals(converted, resolve("hf://datasets/owner/rows", true));
    assertEquals(converted, resolve("hf://datasets/owner/rows@" + CONVERTED, false));
  }
}
