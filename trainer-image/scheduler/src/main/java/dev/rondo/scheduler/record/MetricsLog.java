package dev.rondo.scheduler.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run's {@code metrics.jsonl}: one record a line, append-only but for records after a restored
 * state, which are cut off because their steps will be trained again.
 */
public final class MetricsLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The log in this file, which need not be there. */
  public MetricsLog(Path file) {
    this.file = file;
  }

  /**
   * Appends a record.
   *
   * @param split train or eval
   * @param metricsJson an object with TRL's names
   */
  public void append(
      String split, long step, double epoch, int chunk, String metricsJson, Instant time)
      throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("split", split).put("step", step).put("epoch", epoch).put("chunk", chunk);
    line.setAll((ObjectNode) JSON.readTree(metricsJson));
    line.put("time", time.toString());
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        channel.write(left);
      }
    }
  }

  /** Makes what was appended durable. */
  public void sync() throws IOException {
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** Cuts off records after this step, and a line that a crash left unfinished. */
  public void cutAfter(long step) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long keep = 0;
    for (byte[] line : lines()) {
      if (record(line).path("step").asLong(Long.MAX_VALUE) > step) {
        break;
      }
      keep += line.length + 1L;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(keep);
    }
  }

  /** Every whole record. */
  public List<JsonNode> records() throws IOException {
    return lines().stream().map(MetricsLog::record).filter(JsonNode::isObject).toList();
  }

  /** Whole lines, without their ends; a crash may have left anything in them. */
  private List<byte[]> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, end));
        start = end + 1;
      }
    }
    return lines;
  }

  private static JsonNode record(byte[] line) {
    try {
      return JSON.readTree(line);
    } catch (IOException torn) {
      return JSON.missingNode();
    }
  }
}
