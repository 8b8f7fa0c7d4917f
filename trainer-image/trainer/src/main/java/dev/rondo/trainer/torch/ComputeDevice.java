package dev.rondo.trainer.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.util.cuda.CudaUtils;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a model and what is trained on it are kept and computed, by torch's name: {@code cpu}, or
 * {@code cuda:0} for the first GPU that this process sees.
 */
public final class ComputeDevice implements AutoCloseable {
  /** Memory of this process: what Java writes is what libtorch reads. */
  public static final ComputeDevice CPU = new ComputeDevice("cpu", Optional.empty());

  private static final String FIRST_GPU = "cuda:0";

  private final String name;

  /** Moves tensors; none is needed on the CPU. */
  private final Optional<TorchModule> mover;

  private ComputeDevice(String name, Optional<TorchModule> mover) {
    this.name = name;
    this.mover = mover;
  }

  /**
   * A device by its name; {@code auto} is the first GPU if there is one and libtorch was built for
   * it, else the CPU.
   *
   * @throws IllegalArgumentException if it is none of these, or a GPU that cannot be used
   */
  public static ComputeDevice named(String wanted) {
    String name = wanted.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "cpu" -> CPU;
      case "auto" -> seesGpu() ? elsewhere(FIRST_GPU) : CPU;
      case "cuda", FIRST_GPU -> {
        if (!seesGpu()) {
          throw new IllegalArgumentException(
              "device %s: this libtorch is built for the CPU, or sees no GPU; use auto or cpu"
                  .formatted(wanted));
        }
        yield elsewhere(FIRST_GPU);
      }
      default ->
          throw new IllegalArgumentException(
              "device %s: must be auto, cpu or cuda".formatted(wanted));
    };
  }

  /** A device that tensors are copied to, whatever it is. */
  static ComputeDevice elsewhere(String name) {
    return new ComputeDevice(
        name, Optional.of(TorchModule.compileResource(ComputeDevice.class, "tensors.py")));
  }

  private static boolean seesGpu() {
    return Engine.getEngine("PyTorch").hasCapability(StandardCapabilities.CUDA)
        && CudaUtils.getGpuCount() > 0;
  }

  /** torch's name. */
  public String name() {
    return name;
  }

  /** Whether tensors lie in this process' memory. */
  public boolean isCpu() {
    return mover.isEmpty();
  }

  /** Which kernels compute there: runs on other kernels differ in last bits. */
  public String capability() {
    return name.equals(FIRST_GPU)
        ? "cuda sm_" + CudaUtils.getComputeCapability(0)
        : CpuCapability.ofThisMachine();
  }

  /** Bytes that could still be taken; empty: whatever the machine has. */
  public Optional<Long> freeBytes() {
    if (!name.equals(FIRST_GPU)) {
      return Optional.empty();
    }
    var memory = CudaUtils.getGpuMemory(Device.gpu());
    return Optional.of(memory.getMax() - memory.getCommitted());
  }

  /** The tensor on this device; one that lay elsewhere is closed. */
  public Tensor place(Tensor made) {
    if (mover.isEmpty()) {
      return made;
    }
    try (made) {
      return mover.get().call("on", new Argument.One(made), new Argument.Text(name)).getFirst();
    }
  }

  /** Overwrites a contiguous float32 vector of this device. */
  public void write(Tensor flat, MemorySegment values) {
    if (mover.isEmpty()) {
      MemorySegment.ofBuffer(flat.memory()).copyFrom(values);
      return;
    }
    ByteBuffer staged = Tensor.direct(Math.toIntExact(values.byteSize()));
    MemorySegment.ofBuffer(staged).copyFrom(values);
    try (Tensor host = Tensor.overFloats(staged, List.of(values.byteSize() / Float.BYTES))) {
      mover.get().call("assign", new Argument.One(flat), new Argument.One(host));
    }
  }

  @Override
  public void close() {
    mover.ifPresent(TorchModule::close);
  }
}
