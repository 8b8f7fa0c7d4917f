package dev.rondo.api.fields;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.List;
import java.util.Map;

/**
 * One field of a manifest.
 *
 * @param path from the document, or from the leaf; {@code []} stands for any item of a list
 * @param types what it may hold
 * @param doc one sentence
 * @param required whether its object must have it
 * @param allowed the only values; empty: any of the types
 * @param defaultValue what absent means, where it is the same for every trainer; null if nothing
 * @param defaults what absent means by trainer, where it differs
 * @param min least number
 * @param above numbers must be greater
 * @param max greatest number
 * @param below numbers must be less
 * @param pattern of the whole text
 * @param minLength least characters
 * @param maxLength most characters
 * @param minItems fewest items
 * @param maxItems most items
 * @param of the part of a leaf whose fields it has; {@code leaf} for all
 * @param trainers whose TRL config has it; empty for fields that are not TRL's or PEFT's
 * @param allowedBy of {@code allowed}, what one trainer allows where not all do
 * @param effect {@code none}: taken so that configs can be pasted, and changes nothing
 */
public record Field(
    String path,
    List<FieldType> types,
    String doc,
    boolean required,
    List<JsonNode> allowed,
    @JsonProperty("default") JsonNode defaultValue,
    Map<TrainerKind, JsonNode> defaults,
    Double min,
    Double above,
    Double max,
    Double below,
    String pattern,
    Integer minLength,
    Integer maxLength,
    Integer minItems,
    Integer maxItems,
    String of,
    List<TrainerKind> trainers,
    Map<TrainerKind, List<JsonNode>> allowedBy,
    String effect) {

  /** Keeps copies; absent lists are empty. */
  public Field {
    types = List.copyOf(types);
    allowed = allowed == null ? List.of() : List.copyOf(allowed);
    defaults = defaults == null ? Map.of() : Map.copyOf(defaults);
    allowedBy = allowedBy == null ? Map.of() : Map.copyOf(allowedBy);
    trainers = trainers == null ? List.of() : List.copyOf(trainers);
  }

  /** Whether it may hold this. */
  public boolean takes(FieldType type) {
    return types.contains(type);
  }

  /** The field as a trainer has it. */
  public Field of(TrainerKind trainer) {
    return !allowedBy.containsKey(trainer)
        ? this
        : new Field(
            path,
            types,
            doc,
            required,
            allowedBy.get(trainer),
            defaultValue,
            defaults,
            min,
            above,
            max,
            below,
            pattern,
            minLength,
            maxLength,
            minItems,
            maxItems,
            of,
            trainers,
            Map.of(),
            effect);
  }

  /** Whether it is taken and changes nothing. */
  public boolean hasNoEffect() {
    return "none".equals(effect);
  }

  /** What absent means for a trainer; null if nothing. */
  public JsonNode defaultFor(TrainerKind trainer) {
    return defaults.getOrDefault(trainer, defaultValue);
  }

  /** The last name of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
