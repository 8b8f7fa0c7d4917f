package dev.rondo.trainer.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trajectory recorded from TRL, in the layout that references/README.md describes. */
record RecordedCase(Path directory, JsonNode spec, JsonNode trajectory) {
  static final Path REFERENCES = Path.of("../../references");

  static RecordedCase read(String name) {
    Path directory = REFERENCES.resolve("cases").resolve(name);
    ObjectMapper json = new ObjectMapper();
    try {
      return new RecordedCase(
          directory,
          json.readTree(directory.resolve("case.json").toFile()),
          json.readTree(directory.resolve("trajectory.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path model() {
    return REFERENCES.resolve(spec.path("model").asText());
  }

  JsonNode argument(String name) {
    return spec.path("resolved_args").path(name);
  }

  Tuning tuning() {
    JsonNode lora = spec.path("lora");
    if (!lora.isObject()) {
      return new Tuning.Full();
    }
    List<String> targets = new ArrayList<>();
    JsonNode stated = lora.path("target_modules");
    if (stated.isTextual()) {
      targets.add(stated.asText());
    } else {
      stated.forEach(target -> targets.add(target.asText()));
    }
    return new Tuning.Lora(
        lora.path("r").asInt(),
        lora.path("lora_alpha").asDouble(),
        0,
        targets,
        lora.path("use_rslora").asBoolean(false),
        lora.path("use_dora").asBoolean(false),
        Optional.of(directory.resolve("init_adapter")));
  }

  /** The rows of a recorded micro-batch, without their padding. */
  static List<TokenRow> rows(JsonNode batch) {
    List<TokenRow> rows = new ArrayList<>();
    for (int i = 0; i < batch.path("input_ids").size(); i++) {
      JsonNode ids = batch.path("input_ids").path(i);
      JsonNode labels = batch.path("labels").path(i);
      int length =
          batch.has("attention_len") ? batch.path("attention_len").path(i).asInt() : ids.size();
      int[] tokens = new int[length];
      boolean[] trained = new boolean[length];
      for (int t = 0; t < length; t++) {
        tokens[t] = ids.path(t).asInt();
        trained[t] = t > 0 && labels.path(t).asInt() != -100;
      }
      rows.add(new TokenRow(tokens, trained, lengths(batch.path("position_ids").path(i), length)));
    }
    return rows;
  }

  /** A packed row restarts its positions at each sequence. */
  private static int[] lengths(JsonNode positions, int length) {
    List<Integer> lengths = new ArrayList<>();
    int start = 0;
    for (int t = 1; t <= length; t++) {
      if (t == length || (!positions.isMissingNode() && positions.path(t).asInt() == 0)) {
        lengths.add(t - start);
        start = t;
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }
}
