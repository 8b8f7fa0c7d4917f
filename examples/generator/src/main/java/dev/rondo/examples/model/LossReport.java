package dev.rondo.examples.model;

import java.io.PrintStream;

/** Prints the mean loss of each stretch of steps. */
final class LossReport implements Pretraining.Progress {
  private static final int STRETCH = 50;

  private final PrintStream out;
  private double sum;

  LossReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void after(int step, double loss) {
    sum += loss;
    if (step % STRETCH == 0) {
      out.printf("step %d, loss %.3f%n", step, sum / STRETCH);
      sum = 0;
    }
  }
}
