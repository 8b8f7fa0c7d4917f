package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Where models and data may be: what has a scheme has one that Rondo reads. */
record UriRule(JsonNode leaf, FieldProblem problems) {
  private static final List<String> FIELDS =
      List.of(
          "model.uri",
          "dataset.train.uri",
          "dataset.eval.uri",
          "referencePolicy.model",
          "peft.init_from",
          "generation.replay");
  private static final Set<String> SCHEMES = Set.of("file", "pvc", "hf");
  private static final List<String> HUB = List.of("https://huggingface.co/", "https://hf.co/");

  void check() {
    for (String field : FIELDS) {
      JsonNode uri = leaf.at("/" + field.replace('.', '/'));
      int end = uri.asText().indexOf("://");
      if (uri.isTextual() && end >= 0 && !SCHEMES.contains(uri.asText().substring(0, end))) {
        problems.add(
            field,
            "is %s, must be a path, file:///path, pvc://claim/path or hf://owner/name%s"
                .formatted(ValueRule.shown(uri), hint(uri.asText())));
      }
    }
  }

  private static String hint(String uri) {
    return HUB.stream()
        .filter(uri::startsWith)
        .findFirst()
        .map(page -> "; say hf://" + uri.substring(page.length()))
        .orElse("; copy it to one of these");
  }
}
