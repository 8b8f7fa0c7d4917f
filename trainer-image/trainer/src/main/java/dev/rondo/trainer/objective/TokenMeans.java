package dev.rondo.trainer.objective;

import dev.rondo.trainer.step.TokenOutputs;

/**
 * TRL's token metrics of one micro-batch; zero when it has no trained token.
 *
 * @param entropy mean over its trained tokens, in nats
 * @param accuracy share of trained tokens that are the argmax: mean_token_accuracy
 */
record TokenMeans(float entropy, float accuracy) {
  static TokenMeans of(TokenOutputs outputs) {
    int tokens = outputs.hit().length;
    if (tokens == 0) {
      return new TokenMeans(0, 0);
    }
    double entropy = 0;
    int hits = 0;
    for (int i = 0; i < tokens; i++) {
      entropy += outputs.entropy()[i];
      hits += outputs.hit()[i] ? 1 : 0;
    }
    return new TokenMeans((float) (entropy / tokens), (float) hits / tokens);
  }
}
