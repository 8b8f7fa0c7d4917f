package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The generation rounds of a recorded GRPO case, as {@code generation.replay} reads them. */
final class RecordedRounds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReferenceCase recorded;
  private final Set<Integer> endTokens;
  private final List<JsonNode> microBatches = new ArrayList<>();
  private final int perRound;

  private RecordedRounds(ReferenceCase recorded) throws IOException {
    this.recorded = recorded;
    this.endTokens = endTokens(recorded);
    recorded
        .trajectory()
        .path("steps")
        .forEach(
            step -> step.path("micro").forEach(micro -> microBatches.add(micro.path("batch"))));
    JsonNode args = recorded.definition().path("resolved_args");
    this.perRound =
        args.path("steps_per_generation").asInt(1) * args.path("num_iterations").asInt(1);
  }

  /** Writes a line a round. */
  static void write(ReferenceCase recorded, Path file) throws IOException {
    RecordedRounds rounds = new RecordedRounds(recorded);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < recorded.trajectory().path("generations").size(); i++) {
      lines.add(rounds.line(i).toString());
    }
    Files.write(file, lines);
  }

  private ObjectNode line(int index) {
    JsonNode generation = recorded.trajectory().path("generations").path(index);
    Map<Integer, ArrayNode> ids = new HashMap<>();
    Set<Integer> order = new LinkedHashSet<>();
    int last = Math.min(microBatches.size(), (index + 1) * perRound);
    for (JsonNode batch : microBatches.subList(Math.min(index * perRound, last), last)) {
      for (int i = 0; i < batch.path("gen_index").size(); i++) {
        int place = batch.path("gen_index").path(i).asInt();
        order.add(place);
        ids.put(place, ids(batch, i));
      }
    }
    ObjectNode line = JSON.createObjectNode().put("round", index);
    ArrayNode completions = line.putArray("completions");
    for (int i = 0; i < generation.path("rows").size(); i++) {
      // What the recording ended before is never trained on: only its length was recorded.
      ArrayNode own = ids.getOrDefault(i, unknown(generation.path("completion_len").path(i)));
      order.add(i);
      ObjectNode completion = completions.addObject();
      completion.set("row", generation.path("rows").path(i));
      completion.set("ids", own);
      completion.put("ended", endTokens.contains(own.path(own.size() - 1).asInt(-1)));
    }
    line.set("order", JSON.valueToTree(order));
    ObjectNode rewards = line.putObject("rewards");
    JsonNode names = recorded.definition().path("rewards");
    for (int k = 0; k < names.size(); k++) {
      ArrayNode values = rewards.putArray(names.path(k).asText());
      for (JsonNode given : generation.path("rewards_per_func")) {
        values.add(given.path(k));
      }
    }
    return line;
  }

  private static ArrayNode ids(JsonNode batch, int row) {
    int length = batch.path("completion_len").path(row).asInt();
    if (length == 0) {
      // mask_truncated_completions hides the whole completion: it was as long as allowed.
      length = batch.path("completion_ids").path(row).size();
    }
    ArrayNode ids = JSON.createArrayNode();
    for (int i = 0; i < length; i++) {
      ids.add(batch.path("completion_ids").path(row).path(i));
    }
    return ids;
  }

  private static ArrayNode unknown(JsonNode length) {
    ArrayNode ids = JSON.createArrayNode();
    for (int i = 0; i < Math.max(1, length.asInt()); i++) {
      ids.add(0);
    }
    return ids;
  }

  /** TRL's eos_and_pad. */
  private static Set<Integer> endTokens(ReferenceCase recorded) throws IOException {
    Path model = recorded.root().resolve(recorded.definition().path("model").asText());
    JsonNode config = JSON.readTree(model.resolve("generation_config.json").toFile());
    Set<Integer> ids = new LinkedHashSet<>();
    JsonNode ends = config.path("eos_token_id");
    if (ends.isArray()) {
      ends.forEach(end -> ids.add(end.asInt()));
    } else {
      ids.add(ends.asInt());
    }
    ids.add(config.path("pad_token_id").asInt(-1));
    return ids;
  }
}
