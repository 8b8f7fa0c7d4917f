package dev.rondo.cli.store;

import dev.rondo.api.v1alpha1.WorkerReport;

/** What a run's scheduler last said of it. */
public final class RunMessage {
  private RunMessage() {}

  /** The message; empty without. */
  public static String of(RunHistory run) {
    return run.report().map(WorkerReport::message).orElse("");
  }
}
