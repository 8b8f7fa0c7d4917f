package dev.rondo.trainer.service;

import dev.rondo.trainer.torch.TorchModule;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The one platform thread on which this process computes. */
final class TorchThread implements AutoCloseable {
  private final ExecutorService executor;

  /**
   * Starts it.
   *
   * @param threads of one operation
   */
  TorchThread(int threads) {
    executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("torch").factory());
    executor.execute(() -> TorchModule.prepareThread(threads));
  }

  /** Runs the work and waits for it. */
  <T> T call(Callable<T> work) throws Exception {
    try {
      return executor.submit(work).get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Exception e -> throw e;
        case Error e -> throw e;
        default -> throw failed;
      }
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
