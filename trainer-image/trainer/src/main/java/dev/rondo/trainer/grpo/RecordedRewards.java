package dev.rondo.trainer.grpo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.rewards.Sample;
import dev.rondo.trainer.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Rewards that others gave, kept by what they were asked: nobody is asked the same twice, whatever
 * was killed or moved meanwhile.
 *
 * @param directory one file a round
 */
public record RecordedRewards(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was asked: the rewards as the manifest states them, and every sample. */
  public static String key(String rewards, List<Sample> samples) {
    StringBuilder asked = new StringBuilder(rewards);
    for (Sample sample : samples) {
      asked.append(
          "\n%s\n%s\n%d %s"
              .formatted(sample.row(), sample.completion(), sample.tokens(), sample.ended()));
    }
    return Sha256.of(asked.toString());
  }

  /** What was answered, if it was asked before. */
  public Optional<double[][]> find(String key) {
    Path file = directory.resolve(key + ".json");
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), double[][].class))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Keeps an answer, unless another trainer was told one meanwhile; when this returns, it is
   * durable.
   *
   * @return what counts: the first answer that was kept
   */
  public double[][] keep(String key, double[][] rewards) throws IOException {
    Files.createDirectories(directory);
    Path aside = Files.createTempFile(directory, key, ".part");
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      for (ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(rewards));
          bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Path kept = directory.resolve(key + ".json");
    try {
      Files.createLink(kept, aside);
    } catch (FileAlreadyExistsException another) {
      return JSON.readValue(kept.toFile(), double[][].class);
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    try (FileChannel entries = FileChannel.open(directory)) {
      entries.force(true);
    }
    return rewards;
  }
}
