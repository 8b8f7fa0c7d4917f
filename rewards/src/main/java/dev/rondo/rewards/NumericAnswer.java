package dev.rondo.rewards;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * 1 if the completion's last number is the last number of a column, else 0.
 *
 * @param column of the right number
 * @param tolerance by how much it may be off
 */
record NumericAnswer(String column, double tolerance) implements SampleReward {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?");

  @Override
  public double of(Sample sample) {
    Optional<BigDecimal> right = last(sample.column(column));
    Optional<BigDecimal> given = last(sample.completion());
    boolean isRight =
        right.isPresent()
            && given.isPresent()
            && given.get().subtract(right.get()).abs().compareTo(BigDecimal.valueOf(tolerance))
                <= 0;
    return isRight ? 1 : 0;
  }

  private static Optional<BigDecimal> last(String text) {
    Optional<BigDecimal> last = Optional.empty();
    for (Matcher number = NUMBER.matcher(text); number.find(); ) {
      last = Optional.of(new BigDecimal(number.group().replace(",", "")));
    }
    return last;
  }
}
