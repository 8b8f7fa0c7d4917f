package dev.rondo.rewards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * 1 if the completion is JSON, or a Markdown block of it, and has some keys; else 0.
 *
 * @param required keys of the object; none: any JSON will do
 */
record JsonValidity(List<String> required) implements SampleReward {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Override
  public double of(Sample sample) {
    try {
      JsonNode value = JSON.readTree(unfenced(sample.completion().strip()));
      boolean isThere = !value.isMissingNode();
      return isThere && required.stream().allMatch(value::has) ? 1 : 0;
    } catch (JsonProcessingException invalid) {
      return 0;
    }
  }

  private static String unfenced(String text) {
    return text.startsWith("```") && text.endsWith("```") && text.length() > 6
        ? text.substring(3, text.length() - 3).replaceFirst("^json\\s", "")
        : text;
  }
}
