package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a model repository are the model. */
final class ModelFiles {
  private static final String CONFIG = "config.json";
  private static final String ADAPTER_CONFIG = "adapter_config.json";
  private static final String WHOLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
  private static final Set<String> BESIDE =
      Set.of(
          CONFIG,
          ADAPTER_CONFIG,
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "tokenizer.model",
          "vocab.json",
          "merges.txt",
          "vocab.txt",
          "chat_template.jinja",
          "chat_template.json");
  private static final Pattern OTHER_WEIGHTS =
      Pattern.compile(
          "(pytorch_model|adapter_model|consolidated).*|.*\\.(bin|pth|gguf|safetensors)");

  private ModelFiles() {}

  /**
   * Configuration and tokenizer, then weights: safetensors, whole or sharded; or a PEFT adapter.
   * Weights come last, so that a snapshot that has them has everything.
   *
   * @throws HubException if the repository holds no model that can be read
   */
  static List<String> choose(Repository repository, List<String> files) throws HubException {
    if (!files.contains(CONFIG) && !files.contains(ADAPTER_CONFIG)) {
      throw new HubException(
          Reason.UNUSABLE,
          repository + " has neither config.json nor adapter_config.json: it is no model");
    }
    List<String> weights = weights(files);
    if (weights.isEmpty()) {
      List<String> others =
          files.stream().filter(file -> OTHER_WEIGHTS.matcher(file).matches()).limit(3).toList();
      throw new HubException(
          Reason.UNUSABLE,
          "%s has no safetensors weights%s; look for a revision that has them (often refs/pr/N), or"
                  .formatted(repository, others.isEmpty() ? "" : ", only " + others)
              + " convert them with Transformers' save_pretrained");
    }
    List<String> missing = Shards.missing(weights);
    if (!missing.isEmpty()) {
      throw new HubException(Reason.UNUSABLE, repository + " lacks weight files: " + missing);
    }
    List<String> chosen = new ArrayList<>(files.stream().filter(BESIDE::contains).toList());
    chosen.addAll(weights);
    return List.copyOf(chosen);
  }

  private static List<String> weights(List<String> files) {
    if (!files.contains(CONFIG)) {
      return files.stream().filter("adapter_model.safetensors"::equals).toList();
    }
    if (files.contains(WHOLE)) {
      return List.of(WHOLE);
    }
    return files.contains(INDEX)
        ? Stream.concat(
                Stream.of(INDEX), files.stream().filter(file -> SHARD.matcher(file).matches()))
            .toList()
        : List.of();
  }
}
