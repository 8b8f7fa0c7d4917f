package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.TrainerKind;

/**
 * What sync_ref_model demands, by TRL's rules: a reference with weights of its own that is asked in
 * every step.
 */
record ReferenceSyncRule(JsonNode leaf, TrainerKind trainer, FieldProblem problems) {
  private static final String FIELD = "trainingArgs.sync_ref_model";

  void check() {
    JsonNode args = leaf.path("trainingArgs");
    if (!args.path("sync_ref_model").asBoolean()) {
      return;
    }
    if (leaf.path("peft").isObject()) {
      problems.add(
          FIELD,
          "needs full fine-tuning: with peft the reference is the base with the adapter off, which nothing moves; leave one out");
    }
    if (args.path("precompute_ref_log_probs").asBoolean()) {
      problems.add(
          FIELD,
          "can't be given together with precompute_ref_log_probs: what the reference says changes");
    }
    if (leaf.path("referencePolicy").isObject()) {
      problems.add(
          FIELD, "can't be given together with another model as referencePolicy, which stays");
    }
    if (trainer == TrainerKind.GRPO && args.path("beta").asDouble(0) == 0) {
      problems.add(FIELD, "needs a beta above 0: without it no reference is asked");
    }
  }
}
