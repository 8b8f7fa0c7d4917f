package dev.rondo.trainer.step;

import com.sun.management.OperatingSystemMXBean;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.CpuCapability;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A base's weights laid out in advance for oneDNN's products, in two copies: of the head, then of
 * each layer's q k v, o, gate up, and down. These are a process' own memory, unlike the mapped
 * base.
 *
 * @param forward for products with inputs
 * @param backward transposed, for products with gradients
 */
record PrepackedWeights(List<Tensor> forward, List<Tensor> backward) implements AutoCloseable {
  /** No weights, where products take them as they are. */
  static final PrepackedWeights NONE = new PrepackedWeights(List.of(), List.of());

  private static final int HEAD = 2;

  /** Each weight, and its transpose. */
  static final int COPIES = 2;

  /** Several trainers share a machine, and each holds its runs' activations besides. */
  private static final long SHARE_OF_MACHINE = 16;

  /** First and last projection of those that share an input. */
  private static final int[][] GROUPS = {{0, 2}, {3, 3}, {4, 5}, {6, 6}};

  /**
   * Whether to prepack this base on this machine: depends on what never changes while the machine
   * is the same, since it changes the bits of a run.
   */
  static boolean pay(ModelWeights weights) {
    long parameters =
        weights.distinctNames().stream()
            .mapToLong(name -> size(weights.shape(weights.index(name))))
            .sum();
    return pay(parameters, weights.storage());
  }

  /** {@link #pay(ModelWeights)}, before a base is loaded. */
  static boolean pay(long parameters, Precision storage) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return CpuCapability.ofThisMachine().equals("amd64 avx512")
        && storage != Precision.FLOAT16
        && COPIES * parameters * Float.BYTES <= system.getTotalMemorySize() / SHARE_OF_MACHINE;
  }

  /** Lays them out in the format of the products, with a module that has {@code prepack}. */
  static PrepackedWeights of(ModelWeights weights, Precision products, TorchModule module) {
    List<Tensor> all = weights.forProducts(products);
    List<List<Tensor>> groups = new ArrayList<>();
    groups.add(List.of(all.get(HEAD)));
    for (int layer = 0; layer < weights.config().layers(); layer++) {
      for (int[] group : GROUPS) {
        List<Tensor> sharing = new ArrayList<>();
        for (int projection = group[0]; projection <= group[1]; projection++) {
          sharing.add(all.get(ModelWeights.projection(layer, projection)));
        }
        groups.add(sharing);
      }
    }
    return new PrepackedWeights(
        groups.stream().map(group -> prepack(module, group, 0)).toList(),
        groups.stream().map(group -> prepack(module, group, 1)).toList());
  }

  private static Tensor prepack(TorchModule module, List<Tensor> group, int transposed) {
    return module
        .call("prepack", new Argument.Many(group), new Argument.Int(transposed))
        .getFirst();
  }

  private static long size(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  @Override
  public void close() {
    forward.forEach(Tensor::close);
    backward.forEach(Tensor::close);
  }
}
