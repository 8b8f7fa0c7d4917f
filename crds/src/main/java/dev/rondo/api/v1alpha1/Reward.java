package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One of the things that a completion of a GRPO run is worth something for; exactly one kind.
 *
 * @param name in metrics; absent: its kind
 * @param weight in the sum; absent: 1
 * @param exactMatch the text of a column
 * @param numericAnswer the last number of a column
 * @param regex an expression
 * @param tags tags in their order
 * @param length a range of lengths
 * @param json valid JSON
 * @param similarity likeness to a column
 * @param cel a CEL expression
 * @param http an endpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reward(
    String name,
    Double weight,
    ExactMatch exactMatch,
    NumericAnswer numericAnswer,
    Regex regex,
    Tags tags,
    Length length,
    Json json,
    Similarity similarity,
    String cel,
    Http http) {
  /** The text of a column. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExactMatch(String column, Boolean ignoreCase) {}

  /** The last number of a column. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NumericAnswer(String column, Double tolerance) {}

  /** An RE2 expression; with a column, its first group must be that column's text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Regex(String pattern, String column) {}

  /** Names of tags, in their order. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tags(List<String> names) {}

  /** A range of lengths, in tokens, characters or words. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Length(Integer min, Integer max, String unit) {}

  /** Valid JSON with some keys. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Json(List<String> required) {}

  /** Likeness to a column. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Similarity(String column, String measure) {}

  /** An endpoint; durations in seconds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Http(
      String url,
      Integer timeoutSeconds,
      Integer retries,
      Integer batchSize,
      String authorizationEnv,
      SecretKeyReference secretRef) {}
}
