package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What evaluations generate, greedily, and how the texts are measured.
 *
 * @param limit of so many rows (default 64)
 * @param maxNewTokens of the longest completion (default 128)
 * @param metrics exact_match, rougeL, bleu, chrf (default all)
 * @param regex expressions looked for
 * @param samples completions kept of each evaluation (default 4)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvalGeneration(
    Long limit, Integer maxNewTokens, List<String> metrics, List<Regex> regex, Integer samples) {
  /** An RE2 expression; with a column, its first group must be that column's text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Regex(String name, String pattern, String column) {}
}
