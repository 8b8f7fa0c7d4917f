package dev.rondo.rewards;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Reads how generated texts are measured. Values of wrong types are not its matter. */
public final class TextMetricParser {
  /** Measures against a reference, by the names that the evaluate package has for them. */
  public static final List<String> NAMES = List.of("exact_match", "rougeL", "bleu", "chrf");

  private final BiConsumer<String, String> problems;

  /**
   * A parser.
   *
   * @param problems hears of a field ({@code regex[0].pattern}) and what is wrong with it
   */
  public TextMetricParser(BiConsumer<String, String> problems) {
    this.problems = problems;
  }

  /** The metrics without those that have problems; all of {@link #NAMES} where none is stated. */
  public List<TextMetric> parse(JsonNode metrics, JsonNode regex) {
    Set<String> stated = new LinkedHashSet<>(metrics.isEmpty() ? NAMES : List.of());
    metrics.forEach(name -> stated.add(name.asText()));
    List<TextMetric> parsed = new ArrayList<>();
    for (String name : stated) {
      named(name)
          .ifPresentOrElse(
              measure -> parsed.add(new TextMetric(name, measure)),
              () ->
                  problems.accept(
                      "metrics",
                      "must be some of %s, has \"%s\"".formatted(String.join(", ", NAMES), name)));
    }
    for (int i = 0; i < regex.size(); i++) {
      String name = regex.get(i).path("name").asText("regex");
      if (!stated.add(name)) {
        problems.accept("regex[%d].name".formatted(i), "is %s, as another's".formatted(name));
      }
      regex("regex[%d]".formatted(i), regex.get(i))
          .ifPresent(
              match -> parsed.add(new TextMetric(name, (samples, _) -> share(match, samples))));
    }
    return List.copyOf(parsed);
  }

  private static Optional<TextMetric.Measure> named(String name) {
    return switch (name) {
      case "exact_match" -> Optional.of(TextMetricParser::exactMatch);
      case "rougeL" -> Optional.of(TextMetricParser::rougeL);
      case "bleu" -> Optional.of((samples, references) -> Bleu.of(texts(samples), references));
      case "chrf" -> Optional.of((samples, references) -> ChrF.of(texts(samples), references));
      default -> Optional.empty();
    };
  }

  private Optional<RegexMatch> regex(String at, JsonNode fields) {
    try {
      return Optional.of(
          new RegexMatch(
              Pattern.compile(fields.path("pattern").asText(), Pattern.DOTALL),
              Optional.ofNullable(fields.path("column").textValue()).filter(c -> !c.isEmpty())));
    } catch (PatternSyntaxException wrong) {
      problems.accept(at + ".pattern", "is no RE2 expression: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  private static double share(RegexMatch match, List<Sample> samples) {
    return samples.stream().mapToDouble(match::of).average().orElse(0);
  }

  /** White space around both is left out. */
  private static double exactMatch(List<Sample> samples, List<String> references) {
    return mean(
        samples,
        i -> samples.get(i).completion().strip().equals(references.get(i).strip()) ? 1 : 0);
  }

  private static double rougeL(List<Sample> samples, List<String> references) {
    return mean(samples, i -> Rouge.l(samples.get(i).completion(), references.get(i)));
  }

  private static double mean(List<Sample> samples, IntToDoubleFunction value) {
    return IntStream.range(0, samples.size()).mapToDouble(value).average().orElse(0);
  }

  private static List<String> texts(List<Sample> samples) {
    return samples.stream().map(Sample::completion).toList();
  }
}
