package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.Optional;

/**
 * What fields of one resolved leaf demand of each other. Values of wrong types are not its matter.
 */
final class LeafRules {
  private final JsonNode leaf;
  private final LeafPlaces places;
  private final TrainerKind trainer;
  private final Problems problems;

  LeafRules(JsonNode leaf, LeafPlaces places, TrainerKind trainer, Problems problems) {
    this.leaf = leaf;
    this.places = places;
    this.trainer = trainer;
    this.problems = problems;
  }

  void check() {
    if (leaf.path("model").path("uri").isMissingNode()) {
      add("model.uri", "is missing: which base model is fine-tuned?");
    }
    if (leaf.path("dataset").path("train").path("uri").isMissingNode()) {
      add("dataset.train.uri", "is missing: where are the training rows?");
    }
    new UriRule(leaf, this::add).check();
    evaluation();
    precision();
    cadence("logging_steps");
    cadence("eval_steps");
    JsonNode args = leaf.path("trainingArgs");
    if (args.path("packing").asBoolean() && args.path("max_length").isNull()) {
      add(
          "trainingArgs.max_length",
          "is empty, must be a number with packing: true, the size of a pack");
    }
    new ScheduleRule(args, (field, message) -> add("trainingArgs." + field, message)).check();
    if (trainer == TrainerKind.DPO) {
      reference();
      new PreferenceLossRule(args, (field, message) -> add("trainingArgs." + field, message))
          .check();
    }
    new FormatRule(leaf, trainer, this::add).check();
    new RoundRule(leaf, trainer, this::add).check();
    new ReferenceSyncRule(leaf, trainer, this::add).check();
  }

  private void reference() {
    JsonNode stated = leaf.path("referencePolicy");
    if (stated.isObject() && !(stated.size() == 1 && stated.path("model").isTextual())) {
      add("referencePolicy", "is " + stated + ", must be Base, Initial or {model: URI}");
    }
  }

  private void evaluation() {
    JsonNode eval = leaf.path("dataset").path("eval");
    if (eval.isObject() && eval.has("uri") == eval.has("split")) {
      add(
          "dataset.eval",
          "has %s of uri and split, must have exactly one"
              .formatted(eval.has("uri") ? "both" : "none"));
    }
    String strategy = leaf.path("trainingArgs").path("eval_strategy").asText("no");
    if (!eval.isObject() && !strategy.equals("no")) {
      add(
          "trainingArgs.eval_strategy",
          "is \"%s\", but there is no dataset.eval to evaluate on".formatted(strategy));
    }
  }

  private void precision() {
    JsonNode args = leaf.path("trainingArgs");
    if (args.path("bf16").asBoolean() && args.path("fp16").asBoolean()) {
      add("trainingArgs.fp16", "can't be true together with bf16");
    }
  }

  /** As Transformers' TrainingArguments. */
  private void cadence(String name) {
    JsonNode steps = leaf.path("trainingArgs").path(name);
    if (steps.isNumber() && steps.doubleValue() > 1 && steps.doubleValue() % 1 != 0) {
      add(
          "trainingArgs." + name,
          "is " + steps + ", must be an integer from 1 up; below 1 it is a share");
    }
  }

  private void add(String leafPath, String message) {
    Optional<String> search = places.search(leafPath);
    problems.add(
        places.document(),
        search.orElseGet(() -> places.of(leafPath)),
        search.isPresent() ? "(" + leafPath + ") " + message : message);
  }
}
