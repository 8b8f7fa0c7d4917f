package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a leaf's {@code referencePolicy}. */
final class ReferencePolicyParser {
  private static final String NAME = "referencePolicy";

  private ReferencePolicyParser() {}

  /**
   * The reference: absent, TRL's choice, which is the base model, but the initial adapter with
   * {@code peft.init_from}.
   */
  static ReferencePolicy parse(Fields config, Tuning tuning) {
    JsonNode stated = config.node(NAME);
    boolean startsFromAdapter = tuning instanceof Tuning.Lora lora && lora.initFrom().isPresent();
    if (!config.has(NAME)) {
      return startsFromAdapter ? new ReferencePolicy.Initial() : new ReferencePolicy.Base();
    }
    if (stated.isTextual() && stated.textValue().equals("Base")) {
      return new ReferencePolicy.Base();
    }
    if (stated.isTextual() && stated.textValue().equals("Initial")) {
      return tuning instanceof Tuning.Full
          ? new ReferencePolicy.Base()
          : new ReferencePolicy.Initial();
    }
    JsonNode uri = stated.path("model");
    if (stated.size() == 1 && uri.isTextual() && !uri.textValue().isBlank()) {
      return new ReferencePolicy.Model(uri.textValue());
    }
    config.problem(NAME, "must be Base, Initial or {model: URI}, is " + stated);
    return new ReferencePolicy.Base();
  }
}
