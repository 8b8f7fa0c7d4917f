package dev.rondo.core.clone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.core.validation.NearestName;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The fields of {@code warmStart}, and what absent ones mean. */
public final class WarmStartFields {
  /** The learning rate's schedule, or the place in the data, goes on from the parent's. */
  public static final String CONTINUE = "Continue";

  /** It begins anew. */
  public static final String RESTART = "Restart";

  /** The reference policy stays the parent's own. */
  public static final String INHERIT = "Inherit";

  /** The parent's checkpoint becomes the reference policy. */
  public static final String PARENT = "Parent";

  /** What {@code warmStart: true} means. */
  public static final WarmStart DEFAULTS = new WarmStart(false, RESTART, CONTINUE, INHERIT);

  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "schedule", List.of(RESTART, CONTINUE),
          "data", List.of(CONTINUE, RESTART),
          "reference", List.of(INHERIT, PARENT));
  private static final List<String> NAMES = List.of("optimizer", "schedule", "data", "reference");

  private WarmStartFields() {}

  /** With every field said. */
  public static WarmStart complete(WarmStart said) {
    return new WarmStart(
        said.optimizer() == null ? DEFAULTS.optimizer() : said.optimizer(),
        said.schedule() == null ? DEFAULTS.schedule() : said.schedule(),
        said.data() == null ? DEFAULTS.data() : said.data(),
        said.reference() == null ? DEFAULTS.reference() : said.reference());
  }

  /** As a payload says them; wrong ones are told and taken as the default. */
  static WarmStart read(JsonNode fields, Consumer<String> problems) {
    fields
        .fieldNames()
        .forEachRemaining(name -> {
          if (!NAMES.contains(name)) {
            problems.accept(
                "warmStart.%s is unknown%s".formatted(name, NearestName.hint(name, NAMES)));
          }
        });
    JsonNode optimizer = fields.path("optimizer");
    if (!optimizer.isMissingNode() && !optimizer.isBoolean()) {
      problems.accept("warmStart.optimizer is %s, must be true or false".formatted(optimizer));
    }
    return complete(
        new WarmStart(
            optimizer.isBoolean() ? optimizer.booleanValue() : null,
            word(fields, "schedule", problems),
            word(fields, "data", problems),
            word(fields, "reference", problems)));
  }

  private static String word(JsonNode fields, String name, Consumer<String> problems) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    List<String> allowed = ALLOWED.get(name);
    if (!value.isTextual() || !allowed.contains(value.textValue())) {
      problems.accept(
          "warmStart.%s is %s, must be %s%s"
              .formatted(
                  name,
                  value,
                  String.join(" or ", allowed),
                  NearestName.hint(value.asText(), allowed)));
      return null;
    }
    return value.textValue();
  }
}
