package dev.rondo.trainer.service;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.TorchBaseModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The base model that stays on the device while runs take turns. Another one replaces it only when
 * a run on another base takes its turn. Belongs to the torch thread.
 */
final class ResidentModel implements AutoCloseable {
  private record Key(Path directory, Precision storage, Optional<Precision> compute) {}

  private record Resident(Key key, BaseModel base) {}

  private final int threads;
  private Optional<Resident> resident = Optional.empty();

  ResidentModel(int threads) {
    this.threads = threads;
  }

  /** The base that the leaf trains on, loaded if another one or none is resident. */
  BaseModel of(Leaf leaf, Path directory) throws IOException, RefusedException {
    Key key = new Key(directory, leaf.storage(), leaf.compute());
    if (resident.isPresent() && resident.get().key().equals(key)) {
      return resident.get().base();
    }
    close();
    if (leaf.storage() != Precision.FLOAT32) {
      throw new RefusedException("model.dtype", "only float32 is supported so far");
    }
    if (leaf.compute().orElse(Precision.FLOAT32) != Precision.FLOAT32) {
      throw new RefusedException("trainingArgs.bf16", "bf16 and fp16 are not supported so far");
    }
    BaseModel base = TorchBaseModel.load(directory, threads);
    resident = Optional.of(new Resident(key, base));
    return base;
  }

  @Override
  public void close() {
    resident.ifPresent(r -> r.base().close());
    resident = Optional.empty();
  }
}
