package dev.rondo.rewards;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * 1 if an expression is found in the completion, else 0. RE2, which takes time linear in the text.
 *
 * @param pattern the expression
 * @param column if given, what the first group (or the whole match) must be
 */
record RegexMatch(Pattern pattern, Optional<String> column) implements SampleReward {
  @Override
  public double of(Sample sample) {
    Matcher found = pattern.matcher(sample.completion());
    if (!found.find()) {
      return 0;
    }
    if (column.isEmpty()) {
      return 1;
    }
    String group = found.group(pattern.groupCount() > 0 ? 1 : 0);
    return group != null && group.strip().equals(sample.column(column.get()).strip()) ? 1 : 0;
  }
}
