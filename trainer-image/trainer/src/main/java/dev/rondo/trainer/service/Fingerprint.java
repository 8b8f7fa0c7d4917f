package dev.rondo.trainer.service;

import ai.djl.engine.Engine;

/** What makes two processes compute equal bits, before a model is loaded. */
final class Fingerprint {
  private Fingerprint() {}

  static String ofProcess(int threads) {
    return "pytorch %s, %s, %d thread%s"
        .formatted(
            Engine.getEngine("PyTorch").getVersion(),
            System.getProperty("os.arch"),
            threads,
            threads == 1 ? "" : "s");
  }
}
