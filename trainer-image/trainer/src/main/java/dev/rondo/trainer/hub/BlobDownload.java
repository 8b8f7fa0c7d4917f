package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Fetches one blob into the cache: under its lock, into {@code ETAG.incomplete}, from where an
 * earlier try ended; renamed when its checksum is right.
 */
final class BlobDownload {
  /** Tries without a new byte before a download is given up. */
  static final int TRIES = 5;

  private static final int BUFFER_BYTES = 1 << 16;

  private final HubSettings settings;
  private final HubTransport transport;
  private final HubApi api;
  private final HubCache cache;

  BlobDownload(HubSettings settings, HubTransport transport, HubApi api, HubCache cache) {
    this.settings = settings;
    this.transport = transport;
    this.api = api;
    this.cache = cache;
  }

  /**
   * Fetches a file's blob unless it is there.
   *
   * @param had hears how many bytes of it there are, from time to time
   */
  void fetch(
      Repository repository,
      String commit,
      FileMetadata file,
      HubListener listener,
      LongConsumer had)
      throws IOException, InterruptedException {
    Path blob = cache.blob(repository, file.etag());
    Files.createDirectories(blob.getParent());
    try (BlobLock _ = BlobLock.acquire(cache.lock(repository, file.etag()), listener)) {
      if (Files.exists(blob)) {
        return;
      }
      Path incomplete = blob.resolveSibling(file.etag() + ".incomplete");
      boolean resumed = Files.exists(incomplete);
      complete(repository, commit, file, incomplete, listener, had);
      if (!isRight(incomplete, file) && resumed) {
        listener.warning(file.file() + ": what an earlier download left is damaged; once more");
        Files.delete(incomplete);
        complete(repository, commit, file, incomplete, listener, had);
      }
      if (!isRight(incomplete, file)) {
        Files.delete(incomplete);
        throw new HubException(
            Reason.CORRUPT,
            "%s: %s arrived with another checksum than the hub states (%s); try again, and if it"
                    .formatted(repository, file.file(), file.etag())
                + " stays so, the hub or a proxy on the way damages it");
      }
      try (FileChannel channel = FileChannel.open(incomplete, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isRight(Path incomplete, FileMetadata file) throws IOException {
    OptionalLong size = file.size();
    return (size.isEmpty() || size.getAsLong() == Files.size(incomplete))
        && Checksum.matches(incomplete, file.etag());
  }

  private void complete(
      Repository repository,
      String commit,
      FileMetadata file,
      Path incomplete,
      HubListener listener,
      LongConsumer had)
      throws IOException, InterruptedException {
    URI uri = api.file(repository, commit, file.file());
    int left = TRIES;
    Duration delay = settings.firstRetryDelay();
    while (true) {
      long before = Files.exists(incomplete) ? Files.size(incomplete) : 0;
      if (before > 0 && file.size().isPresent() && before >= file.size().getAsLong()) {
        return;
      }
      try {
        read(repository, file, uri, incomplete, before, had);
        if (file.size().isEmpty() || Files.size(incomplete) >= file.size().getAsLong()) {
          return;
        }
        throw new IOException("the connection ended early");
      } catch (HubException refused) {
        throw refused;
      } catch (IOException dropped) {
        boolean further = Files.exists(incomplete) && Files.size(incomplete) > before;
        left = further ? TRIES : left - 1;
        delay = further ? settings.firstRetryDelay() : delay.multipliedBy(2);
        if (left <= 0) {
          throw transport.unreachable(uri, dropped);
        }
        listener.warning(
            "%s: %s; going on from byte %d"
                .formatted(
                    file.file(),
                    dropped.getMessage(),
                    Files.exists(incomplete) ? Files.size(incomplete) : 0));
        Thread.sleep(delay);
      }
    }
  }

  private void read(
      Repository repository,
      FileMetadata file,
      URI uri,
      Path incomplete,
      long from,
      LongConsumer had)
      throws IOException, InterruptedException {
    Map<String, String> range = from > 0 ? Map.of("Range", "bytes=" + from + "-") : Map.of();
    HttpResponse<InputStream> response =
        transport.send("GET", uri, range, BodyHandlers.ofInputStream(), TRIES);
    try (StallGuard in = new StallGuard(response.body(), settings.downloadTimeout())) {
      if (response.statusCode() == 416) {
        Files.delete(incomplete);
        throw new IOException("the hub has no byte " + from);
      }
      if (response.statusCode() >= 300) {
        throw HubErrors.of(response, settings, repository, file.file());
      }
      boolean goesOn = response.statusCode() == 206;
      long bytes = goesOn ? from : 0;
      try (OutputStream out =
          Files.newOutputStream(
              incomplete,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          out.write(buffer, 0, count);
          bytes += count;
          had.accept(bytes);
        }
      }
    }
  }
}
