package dev.rondo.cli.cluster;

import dev.rondo.cli.command.StatusLine;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Shows how many bytes went through it. */
final class CountedOutput extends FilterOutputStream {
  private static final long SHOWN_EVERY = 1_000_000;

  private final String verb;
  private final StatusLine status;
  private long bytes;

  CountedOutput(OutputStream out, String verb, StatusLine status) {
    super(out);
    this.verb = verb;
    this.status = status;
  }

  @Override
  public void write(int next) throws IOException {
    out.write(next);
    count(1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    count(length);
  }

  private void count(int length) {
    long before = bytes / SHOWN_EVERY;
    bytes += length;
    if (bytes / SHOWN_EVERY > before) {
      status.show("%s %,d MB".formatted(verb, bytes / SHOWN_EVERY));
    }
  }
}
