package dev.rondo.trainer.objective.dpo;

/**
 * Log-probabilities of a micro-batch's completions, of the policy and of the reference, in float32
 * as TRL has them.
 *
 * @param chosen policy's, of each pair's chosen completion
 * @param rejected policy's, of the rejected one
 * @param refChosen the reference's
 * @param refRejected the reference's
 */
record LogRatios(float[] chosen, float[] rejected, float[] refChosen, float[] refRejected) {
  static LogRatios of(Completions completions, float[] policy, ReferenceLogps reference) {
    int n = completions.pairs();
    float[] chosen = new float[n];
    float[] rejected = new float[n];
    for (int pair = 0; pair < n; pair++) {
      chosen[pair] = completions.chosenLogp(policy, pair);
      rejected[pair] = completions.rejectedLogp(policy, pair);
    }
    return new LogRatios(chosen, rejected, reference.chosen(), reference.rejected());
  }

  /** log(policy / reference) of a pair's chosen completion. */
  float ofChosen(int pair) {
    return chosen[pair] - refChosen[pair];
  }

  /** The same of the rejected one. */
  float ofRejected(int pair) {
    return rejected[pair] - refRejected[pair];
  }
}
