package dev.rondo.rewards;

/**
 * 1 if the completion is the text of a column, else 0; white space around both is left out.
 *
 * @param column of the right text
 * @param ignoreCase whether upper and lower case are the same
 */
record ExactMatch(String column, boolean ignoreCase) implements SampleReward {
  @Override
  public double of(Sample sample) {
    String given = sample.completion().strip();
    String right = sample.column(column).strip();
    return (ignoreCase ? given.equalsIgnoreCase(right) : given.equals(right)) ? 1 : 0;
  }
}
