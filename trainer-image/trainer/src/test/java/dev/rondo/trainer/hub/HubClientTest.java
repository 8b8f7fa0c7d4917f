package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.hub.HubException.Reason;
import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubClientTest {
  private static final Repository MODEL = new Repository(Kind.MODEL, "owner/tiny");
  private static final byte[] WEIGHTS = bytes(300_000, 1);
  private static final byte[] CONFIG = text("{\"model_type\": \"llama\"}");

  @TempDir private Path cache;
  private FakeHub hub;
  private final Recorded recorded = new Recorded();

  private static final class Recorded implements HubListener {
    final List<HubProgress> progress = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void progress(HubProgress step) {
      progress.add(step);
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
    }
  }

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
    hub.put(
        MODEL,
        "main",
        FakeHub.COMMIT,
        Map.of(
            "config.json",
            CONFIG,
            "tokenizer.json",
            bytes(5000, 2),
            "model.safetensors",
            WEIGHTS,
            "pytorch_model.bin",
            bytes(2000, 3),
            "original/consolidated.safetensors",
            bytes(2000, 4)));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Snapshot resolve(String uri) throws Exception {
    return client(Optional.empty(), false).resolve(HubUri.parse(uri), recorded);
  }

  private HubClient client(Optional<String> token, boolean offline) {
    return HubClient.of(hub.settings(cache, token, offline));
  }

  private HubException refused(String uri, Optional<String> token, boolean offline) {
    return assertThrows(
        HubException.class, () -> client(token, offline).resolve(HubUri.parse(uri), recorded));
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aModelLiesInTheCacheAsPythonLaysItOut() throws Exception {
    Snapshot snapshot = resolve("hf://owner/tiny");

    assertEquals(FakeHub.COMMIT, snapshot.revision());
    Path repository = cache.resolve("models--owner--tiny");
    assertEquals(repository.resolve("snapshots/" + FakeHub.COMMIT), snapshot.directory());
    assertEquals(FakeHub.COMMIT, Files.readString(repository.resolve("refs/main")));
    Path weights = snapshot.directory().resolve("model.safetensors");
    assertEquals(
        Path.of("../../blobs", FakeHub.hex("SHA-256", WEIGHTS)), Files.readSymbolicLink(weights));
    assertEquals(
        Path.of("../../blobs", FakeHub.gitSha(CONFIG)),
        Files.readSymbolicLink(snapshot.directory().resolve("config.json")));
    assertArrayEquals(WEIGHTS, Files.readAllBytes(weights));
    assertEquals(
        List.of("config.json", "tokenizer.json", "model.safetensors"),
        snapshot.files().stream().map(f -> f.getFileName().toString()).toList());
    assertFalse(Files.exists(snapshot.directory().resolve("pytorch_model.bin")));
  }

  @Test
  void progressEndsAtTheTotal() throws Exception {
    resolve("hf://owner/tiny");
    HubProgress last = recorded.progress.getLast();
    assertEquals(CONFIG.length + 5000 + WEIGHTS.length, last.total());
    assertEquals(last.total(), last.bytes());
  }

  @Test
  void asecondResolveFetchesNoBytes() throws Exception {
    resolve("hf://owner/tiny");
    hub.requests.clear();
    resolve("hf://owner/tiny");
    assertEquals(1, hub.requests.size(), hub.requests.toString());
    assertTrue(hub.requests.getFirst().path().startsWith("/api/"));
  }

  @Test
  void theTokenGoesToTheHubAndNotToItsStorage() throws Exception {
    hub.neededToken = Optional.of("secret");
    client(Optional.of("secret"), false).resolve(HubUri.parse("hf://owner/tiny"), recorded);
    assertTrue(hub.requests.stream().anyMatch(FakeHub.Request::toStorage));
    for (FakeHub.Request request : hub.requests) {
      assertEquals(request.toStorage() ? Optional.empty() : Optional.of("secret"), request.token());
    }
  }

  @Test
  void aBrokenConnectionGoesOnFromWhereItBroke() throws Exception {
    hub.drop("model.safetensors", 4);
    Snapshot snapshot = resolve("hf://owner/tiny");
    assertArrayEquals(
        WEIGHTS, Files.readAllBytes(snapshot.directory().resolve("model.safetensors")));
    List<String> ranges =
        hub.requests.stream()
            .filter(r -> r.toStorage() && r.path().endsWith("model.safetensors"))
            .flatMap(r -> r.range().stream())
            .toList();
    assertEquals(4, ranges.size());
    assertEquals("bytes=100000-", ranges.getFirst());
  }

  @Test
  void aStalledConnectionIsGivenUpAndGoesOn() throws Exception {
    hub.stalling = Optional.of("model.safetensors");
    Snapshot snapshot = resolve("hf://owner/tiny");
    assertArrayEquals(
        WEIGHTS, Files.readAllBytes(snapshot.directory().resolve("model.safetensors")));
  }

  @Test
  void whatAnEarlierProcessLeftIsGoneOnFrom() throws Exception {
    Path blobs = Files.createDirectories(cache.resolve("models--owner--tiny/blobs"));
    Path incomplete = blobs.resolve(FakeHub.hex("SHA-256", WEIGHTS) + ".incomplete");
    Files.write(incomplete, java.util.Arrays.copyOf(WEIGHTS, 12345));
    resolve("hf://owner/tiny");
    assertTrue(hub.requests.stream().anyMatch(r -> r.range().equals(Optional.of("bytes=12345-"))));
    assertFalse(Files.exists(incomplete));
  }

  @Test
  void aDamagedRestOfAnEarlierProcessIsFetchedAnew() throws Exception {
    Path blobs = Files.createDirectories(cache.resolve("models--owner--tiny/blobs"));
    Files.write(
        blobs.resolve(FakeHub.hex("SHA-256", WEIGHTS) + ".incomplete"), bytes(WEIGHTS.length, 9));
    Snapshot snapshot = resolve("hf://owner/tiny");
    assertArrayEquals(
        WEIGHTS, Files.readAllBytes(snapshot.directory().resolve("model.safetensors")));
  }

  @Test
  void damagedBytesNeverBecomeABlob() throws Exception {
    for (String file : List.of("config.json", "model.safetensors")) {
      hub.damaged = Optional.of(file);
      HubException corrupt = refused("hf://owner/tiny", Optional.empty(), false);
      assertEquals(Reason.CORRUPT, corrupt.reason());
      assertTrue(corrupt.getMessage().contains(file), corrupt.getMessage());
      assertFalse(
          Files.exists(
              cache.resolve("models--owner--tiny/blobs/" + FakeHub.hex("SHA-256", WEIGHTS))));
    }
    hub.damaged = Optional.empty();
    resolve("hf://owner/tiny");
  }

  @Test
  void passingServerErrorsAreTriedAgain() throws Exception {
    hub.fail("/revision/main", 3);
    hub.fail("config.json", 2);
    assertEquals(FakeHub.COMMIT, resolve("hf://owner/tiny").revision());
  }

  @Test
  void lastingServerErrorsAreReported() {
    hub.fail("/revision/main", 100);
    HubException failed = refused("hf://owner/tiny", Optional.empty(), false);
    assertEquals(Reason.UNREACHABLE, failed.reason());
    assertEquals(BlobDownload.TRIES, hub.gets("/revision/main"));
  }

  @Test
  void agatedRepositoryTellsWhereToAskForAccess() {
    hub.gated = true;
    HubException gated = refused("hf://owner/tiny", Optional.empty(), false);
    assertEquals(Reason.DENIED, gated.reason());
    assertTrue(gated.getMessage().contains("accept its conditions at " + hub.endpoint()));
    assertTrue(gated.getMessage().contains("HF_TOKEN"));
  }

  @Test
  void aMissingTokenAWrongTokenAndAnUnknownNameAreToldApart() {
    hub.neededToken = Optional.of("right");
    assertTrue(
        refused("hf://owner/tiny", Optional.empty(), false).getMessage().contains("set HF_TOKEN"));
    assertTrue(
        refused("hf://owner/tiny", Optional.of("wrong"), false)
            .getMessage()
            .contains("the token in use may not read it"));
    hub.neededToken = Optional.empty();
    HubException unknown = refused("hf://owner/tyni", Optional.empty(), false);
    assertTrue(unknown.getMessage().contains("check the name"), unknown.getMessage());
  }

  @Test
  void anUnknownRevisionIsNamed() {
    HubException unknown = refused("hf://owner/tiny@v9", Optional.empty(), false);
    assertEquals(Reason.NOT_FOUND, unknown.reason());
    assertTrue(unknown.getMessage().contains("no revision 'v9'"), unknown.getMessage());
  }

  @Test
  void offlineServesTheCacheAndNothingElse() throws Exception {
    HubException absent = refused("hf://owner/tiny", Optional.empty(), true);
    assertEquals(Reason.OFFLINE, absent.reason());
    Snapshot online = resolve("hf://owner/tiny");
    hub.requests.clear();
    assertEquals(
        online, client(Optional.empty(), true).resolve(HubUri.parse("hf://owner/tiny"), recorded));
    assertEquals(
        online.directory(),
        client(Optional.empty(), true)
            .resolve(HubUri.parse("hf://owner/tiny@" + FakeHub.COMMIT), recorded)
            .directory());
    assertEquals(List.of(), hub.requests);
  }

  @Test
  void anUnreachableHubLeavesTheCacheWithAWarning() throws Exception {
    Snapshot online = resolve("hf://owner/tiny");
    hub.close();
    assertEquals(online, resolve("hf://owner/tiny"));
    assertTrue(recorded.warnings.getLast().contains("from the cache"));
  }

  @Test
  void halfADownloadIsNotServedOffline() throws Exception {
    hub.damaged = Optional.of("model.safetensors");
    refused("hf://owner/tiny@" + FakeHub.COMMIT, Optional.empty(), false);
    HubException half = refused("hf://owner/tiny@" + FakeHub.COMMIT, Optional.empty(), true);
    assertTrue(half.getMessage().contains("safetensors"), half.getMessage());
  }

  @Test
  void abranchThatMovedIsResolvedAnewAndAPinnedCommitStays() throws Exception {
    Snapshot before = resolve("hf://owner/tiny@main");
    String moved = "f".repeat(40);
    hub.put(
        MODEL, "main", moved, Map.of("config.json", CONFIG, "model.safetensors", bytes(4000, 7)));
    assertEquals(moved, resolve("hf://owner/tiny@main").revision());
    HubUri pinned = HubUri.parse("hf://owner/tiny@main").pinned(before.revision());
    assertEquals(before.revision(), resolve(pinned.toString()).revision());
  }

  @Test
  void shardedWeightsComeWithTheirIndexAndAllTheirShards() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("config.json", CONFIG);
    files.put("model.safetensors.index.json", text("{}"));
    files.put("model-00001-of-00002.safetensors", bytes(3000, 1));
    hub.put(MODEL, "main", FakeHub.COMMIT, files);
    HubException lacking = refused("hf://owner/tiny", Optional.empty(), false);
    assertTrue(lacking.getMessage().contains("model-00002-of-00002.safetensors"));
    files.put("model-00002-of-00002.safetensors", bytes(3000, 2));
    hub.put(MODEL, "main", FakeHub.COMMIT, files);
    assertEquals(4, resolve("hf://owner/tiny").files().size());
  }

  @Test
  void pickledWeightsAreRefusedWithAWayOut() {
    hub.put(
        MODEL,
        "main",
        FakeHub.COMMIT,
        Map.of("config.json", CONFIG, "pytorch_model.bin", bytes(2000, 3)));
    HubException pickled = refused("hf://owner/tiny", Optional.empty(), false);
    assertTrue(pickled.getMessage().contains("only [pytorch_model.bin]"), pickled.getMessage());
  }
}
