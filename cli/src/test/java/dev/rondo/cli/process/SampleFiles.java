package dev.rondo.cli.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models, data and manifests in a directory of a test. */
final class SampleFiles {
  /** The example model of this repository. */
  static final Path MODEL = Path.of("../examples/model").toAbsolutePath().normalize();

  private SampleFiles() {}

  /** So many rows of prompt and completion. */
  static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            "{\"prompt\": \"Question %d?\", \"completion\": \" Answer %d, in some words.\"}"
                .formatted(i, i))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** A manifest that is right, with lines of {@code base} to make it wrong; indented by four. */
  static String manifest(String name, String model, String train, String base) {
    return """
    apiVersion: rondo.dev/v1alpha1
    kind: Experiment
    metadata: {name: %s}
    spec:
      trainer: SFT
      chunks: 2
      model: %s
      dataset: %s
      base:
    %s
    """
        .formatted(name, model, train, base.indent(4).stripTrailing());
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A copy of the example model. */
  static void copyModel(Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(MODEL)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  /** A safetensors file of one float32 tensor, as long as it must be and empty. */
  static void safetensors(Path file, String tensor, long rows, long columns) throws IOException {
    long bytes = rows * columns * Float.BYTES;
    byte[] header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(tensor, rows, columns, bytes)
            .getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length)
              .array());
      out.write(header);
      out.setLength(Long.BYTES + header.length + bytes);
    }
  }
}
