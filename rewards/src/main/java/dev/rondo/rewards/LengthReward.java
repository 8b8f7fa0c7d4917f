package dev.rondo.rewards;

/**
 * 1 within a range of lengths; outside, less in proportion: n / least below it, and 1 - (n - most)
 * / most, at least 0, above.
 *
 * @param least length
 * @param most length, 1 or more
 * @param unit what is counted
 */
record LengthReward(int least, int most, Unit unit) implements SampleReward {
  /** What is counted. */
  enum Unit {
    Tokens,
    Characters,
    Words
  }

  @Override
  public double of(Sample sample) {
    int length = length(sample);
    if (length < least) {
      return (double) length / least;
    }
    return length <= most ? 1 : Math.max(0, 1 - (double) (length - most) / most);
  }

  private int length(Sample sample) {
    String text = sample.completion();
    return switch (unit) {
      case Tokens -> sample.tokens();
      case Characters -> text.codePointCount(0, text.length());
      case Words -> text.isBlank() ? 0 : text.strip().split("\\s+").length;
    };
  }
}
