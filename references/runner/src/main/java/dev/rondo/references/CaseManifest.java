package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;

/** A recorded case as the Experiment a person would write for it (JSON, which is YAML). */
final class CaseManifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPERIMENT = "reference";
  private static final String CONFIG = "case";

  /** What the run of {@link #of} is called in the store. */
  static final String RUN = EXPERIMENT + "-" + CONFIG + "-1";

  /** The folder of {@link #of} in the store. */
  static final String FOLDER = EXPERIMENT;

  private CaseManifest() {}

  static String of(ReferenceCase recorded, int chunks, Path rounds) {
    JsonNode definition = recorded.definition();
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("apiVersion", "rondo.dev/v1alpha1").put("kind", "Experiment");
    manifest.putObject("metadata").put("name", EXPERIMENT);
    ObjectNode spec = manifest.putObject("spec");
    spec.put("trainer", definition.path("trainer").asText().toUpperCase(Locale.ROOT));
    spec.put("seed", definition.path("resolved_args").path("seed").asLong(42));
    spec.put("chunks", chunks);
    ObjectNode model = spec.putObject("model");
    model.put("uri", path(recorded, "model"));
    ObjectNode arguments = definition.path("args").deepCopy();
    JsonNode dtype = arguments.path("model_init_kwargs").path("dtype");
    if (dtype.isTextual()) {
      model.set("dtype", dtype);
      arguments.remove("model_init_kwargs");
    }
    ObjectNode dataset = spec.putObject("dataset");
    ObjectNode train = dataset.putObject("train").put("uri", path(recorded, "dataset"));
    if (definition.hasNonNull("train_rows")) {
      train.set("limit", definition.path("train_rows"));
    }
    if (definition.hasNonNull("eval_dataset")) {
      dataset.putObject("eval").put("uri", path(recorded, "eval_dataset"));
    }
    ObjectNode config = spec.putArray("configs").addObject().put("name", CONFIG);
    if (!recorded.fullFineTuning()) {
      ObjectNode peft = definition.path("lora").deepCopy();
      peft.put("init_from", recorded.directory().resolve("init_adapter").toString());
      config.set("peft", peft);
      // TRL's reference is the base model, unless it was given a PeftModel to go on with, or
      // another
      // model.
      if (definition.hasNonNull("reference_model")) {
        config.putObject("referencePolicy").put("model", path(recorded, "reference_model"));
      } else if (!definition.path("trainer").asText().equals("sft")
          && !definition.path("pass_peft_model").asBoolean(false)) {
        config.put("referencePolicy", "Base");
      }
    }
    if (arguments.hasNonNull("chat_template_path")) {
      String template = arguments.path("chat_template_path").asText();
      arguments.put("chat_template_path", recorded.root().resolve(template).toString());
    }
    if (recorded.generates()) {
      config.putObject("generation").put("replay", rounds.toString());
    }
    config.set("trainingArgs", arguments.put("logging_steps", 1));
    return manifest.toPrettyString();
  }

  private static String path(ReferenceCase recorded, String field) {
    return recorded.root().resolve(recorded.definition().path(field).asText()).toString();
  }
}
