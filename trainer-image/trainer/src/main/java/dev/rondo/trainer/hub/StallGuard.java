package dev.rondo.trainer.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Ends a read that waits too long for its next byte. */
final class StallGuard implements AutoCloseable {
  private final InputStream stream;
  private final Duration patience;
  private final Thread watcher;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience;
    this.watcher = Thread.ofVirtual().start(this::watch);
  }

  /** As {@link InputStream#read(byte[])}. */
  int read(byte[] buffer) throws IOException {
    try {
      int count = stream.read(buffer);
      lastByte = System.nanoTime();
      return count;
    } catch (IOException failed) {
      if (stalled) {
        throw new IOException("nothing came for " + patience.toSeconds() + " s", failed);
      }
      throw failed;
    }
  }

  private void watch() {
    try {
      while (true) {
        long left = patience.toNanos() - (System.nanoTime() - lastByte);
        if (left <= 0) {
          stalled = true;
          stream.close();
          return;
        }
        Thread.sleep(Duration.ofNanos(left));
      }
    } catch (InterruptedException | IOException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    watcher.interrupt();
    stream.close();
  }
}
