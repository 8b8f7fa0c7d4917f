package dev.rondo.trainer.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The tokens that end a completion: the model's generation config's and the tokenizer's own. */
public final class EndTokens {
  private EndTokens() {}

  /**
   * Their ids, ascending; none when the model names none.
   *
   * @param tokenizerEos id of the tokenizer's eos_token
   */
  public static List<Integer> of(Path modelDirectory, OptionalInt tokenizerEos) throws IOException {
    Set<Integer> ids = new TreeSet<>();
    Path generation = modelDirectory.resolve("generation_config.json");
    collect(Files.exists(generation) ? generation : modelDirectory.resolve("config.json"), ids);
    tokenizerEos.ifPresent(ids::add);
    return List.copyOf(ids);
  }

  private static void collect(Path file, Set<Integer> ids) throws IOException {
    JsonNode stated = new ObjectMapper().readTree(file.toFile()).path("eos_token_id");
    if (stated.isInt()) {
      ids.add(stated.intValue());
    } else {
      stated.forEach(id -> ids.add(id.intValue()));
    }
  }
}
