package dev.rondo.trainer.model;

import dev.rondo.trainer.digest.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells base models apart: a digest over {@code config.json}, the names and lengths of the weight
 * files, their headers, and samples spread over their contents. Quick also for large models.
 */
public final class ModelIdentity {
  private static final int SAMPLES = 64;
  private static final int SAMPLE_BYTES = 64 * 1024;

  private ModelIdentity() {}

  /** The digest of a Hugging Face model directory. */
  public static String of(Path directory) throws IOException {
    MessageDigest digest = Sha256.start();
    digest.update(Files.readAllBytes(directory.resolve("config.json")));
    for (Path file : weightFiles(directory)) {
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      sample(file, digest);
    }
    return Sha256.finish(digest);
  }

  /** The digest of the weights of a PEFT adapter directory, all of them. */
  public static String ofAdapter(Path directory) throws IOException {
    return Sha256.of(directory.resolve("adapter_model.safetensors"));
  }

  private static List<Path> weightFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Every {@code size / SAMPLES} bytes, so a small file is read whole. */
  private static void sample(Path file, MessageDigest digest) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
      long stride = Math.max(SAMPLE_BYTES, size / SAMPLES);
      for (long at = 0; at < size; at += stride) {
        ByteBuffer sample = ByteBuffer.allocate((int) Math.min(SAMPLE_BYTES, size - at));
        for (long from = at; sample.hasRemaining(); ) {
          int read = channel.read(sample, from);
          if (read < 0) {
            throw new EOFException(file + " became shorter while it was read");
          }
          from += read;
        }
        digest.update(sample.flip());
      }
    }
  }
}
