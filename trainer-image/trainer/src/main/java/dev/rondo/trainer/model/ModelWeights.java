package dev.rondo.trainer.model;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TensorTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A base model's weights in the order the forward pass takes them, rounded to model.dtype. Where
 * the file has the format that is asked for, its mapped bytes are the tensor; other formats are
 * made when they are first asked for. Belongs to one thread.
 */
public final class ModelWeights implements AutoCloseable {
  /** Weights before the first layer: embedding, final norm, head. */
  public static final int BEFORE_LAYERS = 3;

  private static final int NORMS_PER_LAYER = 4;

  /** Weights of one layer: four norms, then weight and bias of each projection. */
  public static final int PER_LAYER = NORMS_PER_LAYER + 2 * ModelConfig.PROJECTIONS.size();

  private final ModelConfig config;
  private final Precision storage;
  private final SafeTensors file;
  private final ComputeDevice device;
  private final List<Optional<String>> names;
  private final TensorTypes types = new TensorTypes();
  private final Map<Path, Map<Precision, Tensor>> maps = new HashMap<>();
  private final Map<String, Map<Precision, Tensor>> tensors = new HashMap<>();
  private final Tensor absent = Tensor.ofFloats(new float[0], 0L);

  private ModelWeights(
      ModelConfig config,
      Precision storage,
      SafeTensors file,
      List<Optional<String>> names,
      ComputeDevice device) {
    this.device = device;
    this.config = config;
    this.storage = storage;
    this.file = file;
    this.names = List.copyOf(names);
  }

  /** Maps a model directory's weights, to be computed with on the CPU. */
  public static ModelWeights load(Path directory, Precision storage)
      throws IOException, RefusedException {
    return load(directory, storage, ComputeDevice.CPU);
  }

  /**
   * Maps a model directory's weights.
   *
   * @param storage model.dtype
   * @param device where they are computed with
   * @throws RefusedException naming the weights that are missing or of another shape
   */
  public static ModelWeights load(Path directory, Precision storage, ComputeDevice device)
      throws IOException, RefusedException {
    ModelConfig config = ModelConfig.read(directory);
    SafeTensors file = SafeTensors.ofModel(directory);
    List<WeightSlot> slots = WeightSlot.of(config);
    List<Problem> problems = TensorProblems.of(directory, file, slots);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    List<Optional<String>> names =
        slots.stream().map(slot -> Optional.of(slot.name()).filter(file::has)).toList();
    return new ModelWeights(config, storage, file, names, device);
  }

  /** The model's shape. */
  public ModelConfig config() {
    return config;
  }

  /** Where they are computed with. */
  public ComputeDevice device() {
    return device;
  }

  /** model.dtype. */
  public Precision storage() {
    return storage;
  }

  /** Transformers' key of each weight; empty where the model has none. */
  public List<Optional<String>> names() {
    return names;
  }

  /** A weight's shape, as the file has it. */
  public List<Long> shape(int index) {
    return file.shape(names.get(index).orElseThrow());
  }

  /** Index of the first weight of this name. */
  public int index(String name) {
    return names.indexOf(Optional.of(name));
  }

  /** The weights there are, a tied head once. */
  public List<String> distinctNames() {
    return names.stream().flatMap(Optional::stream).distinct().toList();
  }

  /** Index of a projection's weight; its bias is the next. */
  public static int projection(int layer, int projection) {
    return BEFORE_LAYERS + PER_LAYER * layer + NORMS_PER_LAYER + 2 * projection;
  }

  /** A weight's values. */
  public float[] floats(int index) {
    try (Tensor wide = types.cast(in(index, storage), Precision.FLOAT32)) {
      return wide.toFloats();
    }
  }

  /**
   * Every weight as a step takes it: what is multiplied in the format of the products, norms as
   * stored, the embedding as narrow as it is exact. Empty tensors where the model has no weight.
   */
  public List<Tensor> forProducts(Precision products) {
    return IntStream.range(0, names.size()).mapToObj(i -> forProducts(i, products)).toList();
  }

  private Tensor forProducts(int index, Precision products) {
    if (names.get(index).isEmpty()) {
      return absent;
    }
    if (index == 0 && storage == Precision.FLOAT32) {
      return in(0, file.place(names.get(0).orElseThrow()).precision());
    }
    return in(index, index == 0 || isNorm(index) ? storage : products);
  }

  private static boolean isNorm(int index) {
    return index == 1
        || (index >= BEFORE_LAYERS && (index - BEFORE_LAYERS) % PER_LAYER < NORMS_PER_LAYER);
  }

  /** A weight rounded to model.dtype, then to this format. */
  private Tensor in(int index, Precision precision) {
    String name = names.get(index).orElseThrow();
    Map<Precision, Tensor> made =
        tensors.computeIfAbsent(
            name, n -> new EnumMap<>(Map.of(format(n), device.place(mapped(n)))));
    Tensor there = made.get(precision);
    if (there == null) {
      // Widening to float32 loses nothing, so it needs no step of its own.
      boolean direct = precision == storage || storage == Precision.FLOAT32;
      there = types.cast(direct ? made.get(format(name)) : in(index, storage), precision);
      made.put(precision, there);
    }
    return there;
  }

  private Precision format(String name) {
    return file.place(name).precision();
  }

  private Tensor mapped(String name) {
    SafeTensors.Place place = file.place(name);
    int bytes = TensorTypes.bytes(place.precision());
    if (place.offset() % bytes != 0) {
      try (Tensor wide = Tensor.overFloats(file.floats(name), file.shape(name))) {
        return types.cast(wide, place.precision());
      }
    }
    Tensor whole =
        maps.computeIfAbsent(place.file(), _ -> new EnumMap<>(Precision.class))
            .computeIfAbsent(place.precision(), precision -> map(place.file(), precision));
    return types.part(whole, place.offset() / bytes, file.shape(name));
  }

  private Tensor map(Path path, Precision precision) {
    try {
      return types.map(path, precision);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(made -> made.values().forEach(Tensor::close));
    maps.values().forEach(made -> made.values().forEach(Tensor::close));
    absent.close();
    types.close();
  }
}
