package dev.rondo.trainer.service;

import dev.rondo.trainer.data.ProgressListener;

/** Passes on what people can follow: each new message, and the same one twice a second. */
final class ThrottledProgress implements ProgressListener {
  private static final long INTERVAL_NANOS = 500_000_000;

  private final ProgressListener next;
  private String last = "";
  private long when;

  ThrottledProgress(ProgressListener next) {
    this.next = next;
  }

  @Override
  public void progress(String message, double fraction) {
    long now = System.nanoTime();
    if (!message.equals(last) || now - when >= INTERVAL_NANOS) {
      last = message;
      when = now;
      next.progress(message, fraction);
    }
  }
}
