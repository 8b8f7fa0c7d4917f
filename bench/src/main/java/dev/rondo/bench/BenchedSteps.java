package dev.rondo.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Training steps that are measured. */
interface BenchedSteps extends AutoCloseable {
  /** Milliseconds and nanoseconds. */
  double NANOS_PER_MILLI = 1e6;

  /** The clock of the thread's own time. */
  ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Takes a step. */
  void train();

  /** Takes a step, with the time it took. */
  default StepTime step() {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    train();
    return new StepTime(
        (System.nanoTime() - wall) / NANOS_PER_MILLI,
        (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS_PER_MILLI);
  }

  @Override
  void close();
}
