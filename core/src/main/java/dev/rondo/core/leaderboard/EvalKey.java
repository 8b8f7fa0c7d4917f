package dev.rondo.core.leaderboard;

/**
 * What an evaluation's numbers belong to, {@code SOURCE-REST}: the source is of the rows' data, and
 * of what generated texts and completions are measured by; the rest is of everything, also of
 * templates, lengths, batches, losses and references.
 */
final class EvalKey {
  private EvalKey() {}

  /** The part that stays when only the training differs; a key of another form is its own. */
  static String source(String evalKey) {
    int dash = evalKey.indexOf('-');
    return dash < 0 ? evalKey : evalKey.substring(0, dash);
  }
}
