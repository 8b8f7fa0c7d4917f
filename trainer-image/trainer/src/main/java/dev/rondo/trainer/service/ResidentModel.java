package dev.rondo.trainer.service;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.torch.ComputeDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The base model that stays on the device while runs take turns. Another one replaces it only when
 * a run on another base takes its turn. Belongs to the torch thread.
 */
final class ResidentModel implements AutoCloseable {
  private record Key(Path directory, Precision storage) {}

  private record Resident(Key key, BaseModel base) {}

  private final int threads;
  private final ComputeDevice device;
  private Optional<Resident> resident = Optional.empty();

  ResidentModel(int threads, ComputeDevice device) {
    this.threads = threads;
    this.device = device;
  }

  /** Where it is resident. */
  ComputeDevice device() {
    return device;
  }

  /** The base that the leaf trains on, loaded if another one or none is resident. */
  BaseModel of(Leaf leaf, Path directory) throws IOException, RefusedException {
    Key key = new Key(directory, leaf.storage());
    if (resident.isPresent() && resident.get().key().equals(key)) {
      return resident.get().base();
    }
    close();
    BaseModel base = TorchBaseModel.load(directory, leaf.storage(), threads, device);
    resident = Optional.of(new Resident(key, base));
    return base;
  }

  @Override
  public void close() {
    resident.ifPresent(r -> r.base().close());
    resident = Optional.empty();
  }
}
