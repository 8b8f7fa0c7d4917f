package dev.rondo.trainer.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.torch.TensorTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;

/** Writes a safetensors file: aside, synced, then renamed into place. */
public final class SafeTensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  /**
   * A tensor to write.
   *
   * @param data little-endian, row-major; asked for when its turn to be written comes
   */
  public record Entry(
      String name, Precision precision, List<Long> shape, Supplier<ByteBuffer> data) {

    /** A tensor of these float32 values. */
    public static Entry ofFloats(String name, List<Long> shape, ByteBuffer data) {
      return new Entry(name, Precision.FLOAT32, shape, () -> data);
    }

    /** A tensor of values still to be computed, rounded to a format. */
    public static Entry rounded(
        String name, Precision precision, List<Long> shape, Supplier<float[]> values) {
      return new Entry(name, precision, shape, () -> FloatFormat.narrow(values.get(), precision));
    }

    private String dtype() {
      return switch (precision) {
        case FLOAT32 -> "F32";
        case BFLOAT16 -> "BF16";
        case FLOAT16 -> "F16";
      };
    }

    private long bytes() {
      return TensorTypes.bytes(precision) * shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /** Writes the tensors in this order, with the metadata that PEFT and Transformers expect. */
  public static void write(Path file, List<Entry> entries) throws IOException {
    ObjectNode header = new ObjectMapper().createObjectNode();
    header.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Entry entry : entries) {
      ObjectNode described = header.putObject(entry.name()).put("dtype", entry.dtype());
      entry.shape().forEach(described.putArray("shape")::add);
      long end = offset + entry.bytes();
      described.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".partial");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, framed(header));
      for (Entry entry : entries) {
        writeAll(channel, entry.data().get().duplicate());
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The header's length and text, padded with spaces so that the data is aligned. */
  private static ByteBuffer framed(ObjectNode header) {
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    buffer.put(text);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
