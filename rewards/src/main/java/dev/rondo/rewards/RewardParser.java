package dev.rondo.rewards;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Reads a leaf's {@code rewards}. Values of wrong types are not its matter. */
public final class RewardParser {
  /** The fields of which each reward has exactly one. */
  public static final List<String> KINDS =
      List.of(
          "exactMatch",
          "numericAnswer",
          "regex",
          "tags",
          "length",
          "json",
          "similarity",
          "cel",
          "http");

  private static final int DEFAULT_TIMEOUT_SECONDS = 30;
  private static final int DEFAULT_RETRIES = 3;
  private static final String DEFAULT_KEY = "authorization";

  private final Credentials credentials;
  private final BiConsumer<String, String> problems;

  /**
   * A parser.
   *
   * @param credentials values of Authorization headers
   * @param problems hears of a field ({@code rewards[0].cel}) and what is wrong with it
   */
  public RewardParser(Credentials credentials, BiConsumer<String, String> problems) {
    this.credentials = credentials;
    this.problems = problems;
  }

  /** The rewards without those that have problems. */
  public List<NamedReward> parse(JsonNode rewards) {
    List<NamedReward> parsed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rewards.size(); i++) {
      String at = "rewards[" + i + "]";
      JsonNode reward = rewards.get(i);
      List<String> kinds = KINDS.stream().filter(reward::has).toList();
      if (kinds.size() != 1) {
        problems.accept(
            at,
            "has %s, must have exactly one of %s"
                .formatted(
                    kinds.isEmpty() ? "no kind" : String.join(" and ", kinds),
                    String.join(", ", KINDS)));
        continue;
      }
      String kind = kinds.getFirst();
      String name = reward.path("name").asText(kind);
      if (!names.add(name)) {
        problems.accept(at + ".name", "is %s, as another reward's; names differ".formatted(name));
      }
      one(at + "." + kind, name, kind, reward.path(kind))
          .ifPresent(
              made -> parsed.add(new NamedReward(name, reward.path("weight").asDouble(1), made)));
    }
    return List.copyOf(parsed);
  }

  private Optional<Reward> one(String at, String name, String kind, JsonNode fields) {
    String column = fields.path("column").asText("answer");
    return switch (kind) {
      case "exactMatch" ->
          Optional.of(new ExactMatch(column, fields.path("ignoreCase").asBoolean(false)));
      case "numericAnswer" ->
          Optional.of(new NumericAnswer(column, fields.path("tolerance").asDouble(0)));
      case "regex" -> regex(at, fields);
      case "tags" -> tags(at, fields);
      case "length" -> length(at, fields);
      case "json" -> Optional.of(new JsonValidity(texts(fields.path("required"))));
      case "similarity" ->
          named(Similarity.Measure.values(), fields.path("measure").asText("Levenshtein"))
              .map(measure -> new Similarity(column, measure));
      case "cel" -> cel(at, fields.asText());
      default -> http(at, name, fields);
    };
  }

  private Optional<Reward> regex(String at, JsonNode fields) {
    try {
      Optional<String> column =
          Optional.ofNullable(fields.path("column").textValue()).filter(c -> !c.isEmpty());
      Pattern pattern = Pattern.compile(fields.path("pattern").asText(), Pattern.DOTALL);
      return Optional.of(new RegexMatch(pattern, column));
    } catch (PatternSyntaxException wrong) {
      problems.accept(at + ".pattern", "is no RE2 expression: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Reward> tags(String at, JsonNode fields) {
    List<String> names = texts(fields.path("names"));
    if (names.isEmpty()) {
      problems.accept(at + ".names", "is empty, must have at least one tag");
      return Optional.empty();
    }
    return Optional.of(new Tags(names));
  }

  private Optional<Reward> length(String at, JsonNode fields) {
    int least = fields.path("min").asInt(0);
    int most = fields.path("max").asInt(Integer.MAX_VALUE);
    if (least > most) {
      problems.accept(
          at + ".min", "is %d, must be at most max, which is %d".formatted(least, most));
      return Optional.empty();
    }
    return named(LengthReward.Unit.values(), fields.path("unit").asText("Tokens"))
        .map(unit -> new LengthReward(least, most, unit));
  }

  private Optional<Reward> cel(String at, String expression) {
    try {
      return Optional.of(CelReward.compile(expression));
    } catch (IllegalArgumentException wrong) {
      problems.accept(at, wrong.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Reward> http(String at, String name, JsonNode fields) {
    String url = fields.path("url").asText();
    if (!url.matches("https?://.+")) {
      problems.accept(at + ".url", "is \"%s\", must begin with http:// or https://".formatted(url));
      return Optional.empty();
    }
    return Optional.of(
        new HttpReward(
            name,
            URI.create(url),
            Duration.ofSeconds(fields.path("timeoutSeconds").asInt(DEFAULT_TIMEOUT_SECONDS)),
            fields.path("retries").asInt(DEFAULT_RETRIES),
            fields.path("batchSize").asInt(Integer.MAX_VALUE),
            authorization(at, fields)));
  }

  /** The header's value, looked up whenever it is sent. */
  private Supplier<Optional<String>> authorization(String at, JsonNode fields) {
    if (fields.has("authorizationEnv") && fields.has("secretRef")) {
      problems.accept(at + ".secretRef", "can't be given together with authorizationEnv");
      return Optional::empty;
    }
    if (fields.has("authorizationEnv")) {
      String variable = fields.path("authorizationEnv").asText();
      if (credentials.variable(variable).isEmpty()) {
        problems.accept(
            at + ".authorizationEnv", "is %s, but that variable is not set".formatted(variable));
      }
      return () -> credentials.variable(variable);
    }
    if (fields.has("secretRef")) {
      String name = fields.path("secretRef").path("name").asText();
      String key = fields.path("secretRef").path("key").asText(DEFAULT_KEY);
      if (credentials.secret(name, key).isEmpty()) {
        problems.accept(
            at + ".secretRef",
            "names the key %s of the Secret %s, which is not there; in local mode it is the file"
                    .formatted(key, name)
                + " %s/%s in the directory that the environment variable %s names"
                    .formatted(name, key, Credentials.SECRETS_VARIABLE));
      }
      return () -> credentials.secret(name, key);
    }
    return Optional::empty;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return List.of(values).stream().filter(value -> value.name().equals(name)).findFirst();
  }
}
