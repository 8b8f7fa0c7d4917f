package dev.rondo.trainer.objective.dpo;

/** The logistic function and its logarithm, without overflow. */
final class Logistic {
  private Logistic() {}

  static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /** log(1 + e^x), which is -log sigmoid(-x). */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** d sigmoid / d x. */
  static double slope(double x) {
    double s = sigmoid(x);
    return s * (1 - s);
  }
}
