package dev.rondo.trainer.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.torch.TensorTypes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tensors of a safetensors file, or of the shards of a model directory, mapped read-only. The maps
 * live as long as the tensors that were made over them.
 */
public final class SafeTensors {
  private static final long HEADER_LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 100L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Precision> PRECISIONS =
      Map.of("F32", Precision.FLOAT32, "BF16", Precision.BFLOAT16, "F16", Precision.FLOAT16);

  private final Map<String, Entry> entries;

  private record Entry(MemorySegment data, Place place, List<Long> shape) {}

  /**
   * Where a tensor's values lie.
   *
   * @param file the file that holds it
   * @param offset of its first byte
   * @param precision its format
   */
  public record Place(Path file, long offset, Precision precision) {}

  private SafeTensors(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /** Opens one file. */
  public static SafeTensors open(Path file) throws IOException, RefusedException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    map(file, entries);
    return new SafeTensors(entries);
  }

  /** Opens {@code model.safetensors} of a directory, or the shards its index names. */
  public static SafeTensors ofModel(Path directory) throws IOException, RefusedException {
    Path single = directory.resolve("model.safetensors");
    if (Files.isRegularFile(single)) {
      return open(single);
    }
    Path index = directory.resolve("model.safetensors.index.json");
    if (!Files.isRegularFile(index)) {
      throw new RefusedException(
          "model.uri",
          directory + " has neither model.safetensors nor model.safetensors.index.json");
    }
    Set<String> shards = new TreeSet<>();
    JSON.readTree(index.toFile()).path("weight_map").forEach(shard -> shards.add(shard.asText()));
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String shard : shards) {
      map(directory.resolve(shard), entries);
    }
    return new SafeTensors(entries);
  }

  /** The tensors' names, in the order of the files. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** A tensor's shape. */
  public List<Long> shape(String name) {
    return entries.get(name).shape();
  }

  /** Where a tensor's values lie. */
  public Place place(String name) {
    return entries.get(name).place();
  }

  /**
   * A tensor's values as little-endian float32 in a direct buffer: the mapped bytes themselves
   * where the file holds float32, a widened copy of bfloat16 or float16.
   */
  public ByteBuffer floats(String name) {
    Entry entry = entries.get(name);
    return FloatFormat.widen(entry.data().asByteBuffer(), entry.place().precision());
  }

  /** A tensor's bytes as the file has them. */
  public ByteBuffer stored(String name) {
    return entries.get(name).data().asByteBuffer();
  }

  private static void map(Path file, Map<String, Entry> into) throws IOException, RefusedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MemorySegment whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      long headerBytes = size < HEADER_LENGTH_BYTES ? -1 : headerLength(whole);
      if (headerBytes < 0
          || headerBytes > MAX_HEADER_BYTES
          || HEADER_LENGTH_BYTES + headerBytes > size) {
        throw truncated(file, size);
      }
      byte[] header =
          whole
              .asSlice(HEADER_LENGTH_BYTES, headerBytes)
              .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
      long base = HEADER_LENGTH_BYTES + headerBytes;
      for (Map.Entry<String, JsonNode> field : JSON.readTree(header).properties()) {
        if (!field.getKey().equals("__metadata__")) {
          into.put(field.getKey(), entry(file, field, whole, base));
        }
      }
    }
  }

  private static Entry entry(
      Path file, Map.Entry<String, JsonNode> field, MemorySegment whole, long base)
      throws RefusedException {
    String dtype = field.getValue().path("dtype").asText();
    Precision precision = PRECISIONS.get(dtype);
    if (precision == null) {
      throw new RefusedException(
          file.toString(),
          "tensor %s is %s; F32, BF16 and F16 are supported".formatted(field.getKey(), dtype));
    }
    List<Long> shape = new ArrayList<>();
    field.getValue().path("shape").forEach(size -> shape.add(size.asLong()));
    long start = field.getValue().path("data_offsets").path(0).asLong();
    long end = field.getValue().path("data_offsets").path(1).asLong();
    long size = shape.stream().reduce(1L, Math::multiplyExact) * TensorTypes.bytes(precision);
    if (base + end > whole.byteSize() || end - start != size) {
      throw truncated(file, whole.byteSize());
    }
    return new Entry(
        whole.asSlice(base + start, end - start),
        new Place(file, base + start, precision),
        List.copyOf(shape));
  }

  private static long headerLength(MemorySegment whole) {
    return whole.get(
        java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
  }

  private static RefusedException truncated(Path file, long size) {
    return new RefusedException(
        file.toString(),
        "is truncated or no safetensors file (%d bytes); download it again".formatted(size));
  }
}
