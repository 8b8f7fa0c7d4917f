package dev.rondo.cli.preview;

import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Preview;

/**
 * A run that was prepared and not trained.
 *
 * @param name of the run
 * @param spec resolved
 * @param preview what the trainer tells
 */
public record RunForecast(String name, RunSpec spec, Preview preview) {
  Prepared size() {
    return preview.getPrepared();
  }

  /** What it trains on: runs with equal rows show them once. */
  String rows() {
    return size().getRowsDigest();
  }

  /** Whether steps were measured. */
  boolean isMeasured() {
    return preview.getStepSeconds() > 0;
  }

  /** Evaluations: before the first step, and after every chunk. */
  long evaluations() {
    if (size().getEvalRows() == 0) {
      return 0;
    }
    double chunks = (double) size().getTotalSteps() / size().getStepsPerEpoch() * spec.chunks();
    return 1 + Math.min(size().getTotalSteps(), (long) Math.ceil(chunks));
  }

  /** Seconds of training and evaluations. */
  double seconds() {
    return size().getTotalSteps() * preview.getStepSeconds()
        + evaluations() * preview.getEvaluationSeconds();
  }
}
