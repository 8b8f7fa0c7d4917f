package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.StatusRuntimeException;

/**
 * A trainer that answers, from its start or its first answer to its end. Another start is another
 * one.
 */
public interface Trainer extends AutoCloseable {
  /** Blocking calls; they fail at once when it is gone. */
  TrainerGrpc.TrainerBlockingStub calls();

  /** Whether it can still be asked. */
  boolean isAlive();

  /** Why a call failed: an error of the trainer's own, or its end. */
  TrainerCrash crash(StatusRuntimeException failed);

  /** Has done with it at once, without saving. */
  void kill();

  /** Has done with it after its step. */
  @Override
  void close();
}
