package dev.rondo.trainer.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** A new file that is written from its start to its end, with the CRC-32C of what it has. */
final class ChecksummedFile implements Closeable {
  private final FileChannel channel;
  private final CRC32C checksum = new CRC32C();
  private final OutputStream out;

  ChecksummedFile(Path file, int bufferBytes) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out =
        new CheckedOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), bufferBytes), checksum);
  }

  void append(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Makes all that was written durable; returns its CRC-32C. */
  long finish() throws IOException {
    out.flush();
    channel.force(true);
    return checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
