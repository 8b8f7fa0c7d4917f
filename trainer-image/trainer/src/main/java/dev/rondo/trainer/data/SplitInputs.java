package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.text.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;

/** Everything a split's digest is of. */
final class SplitInputs {
  /** Raised whenever the same inputs would give other rows than before. */
  private static final int PREPARATION_VERSION = 1;

  private SplitInputs() {}

  /**
   * The inputs of a split as JSON; what cannot change its rows is left out.
   *
   * @param dataDigest of the file's bytes
   * @param completionOnly completion_only_loss, resolved
   */
  static ObjectNode of(
      PreparationRequest request,
      SplitJob job,
      String dataDigest,
      ModelText model,
      boolean completionOnly)
      throws IOException {
    SplitSource source = job.source();
    SplitProbe probe = job.probe();
    SftArguments arguments = request.arguments();
    ObjectNode inputs = JsonValues.MAPPER.createObjectNode();
    inputs.put("preparation", PREPARATION_VERSION);
    inputs.put("data", dataDigest);
    inputs.put("format", source.file().format().name());
    inputs.put("part", source.part().toString());
    inputs.put("read", source.readAtMost());
    inputs.put("shuffled", source.file().shuffle());
    if (!source.inOrder() || arguments.shuffleDataset()) {
      inputs.put("seed", source.seed());
    }
    request.format().ifPresent(format -> inputs.set("columns", format.columns()));
    Path tokenizer = request.modelDirectory().resolve("tokenizer.json");
    inputs.put("tokenizer", RowsDigest.of(tokenizer));
    SpecialTokens tokens = model.specialTokens();
    inputs.set("special_tokens", JsonValues.MAPPER.valueToTree(tokens.named()));
    inputs.put("add_bos_token", tokens.addBos().map(String::valueOf).orElse("unset"));
    inputs.put("add_eos_token", tokens.addEos().map(String::valueOf).orElse("unset"));
    if (probe.shape().isConversational() && model.template().isPresent()) {
      inputs.put("chat_template", model.template().get().source());
    }
    if (model.template().map(template -> template.tellsTheDate()).orElse(false)) {
      inputs.put("date", request.frozenDate().toString());
    }
    inputs.put("shape", probe.toString());
    inputs.put("max_length", arguments.maxLength().orElse(-1));
    inputs.put("truncation_mode", arguments.truncation().name());
    inputs.put("packing", job.packing().map(Packing::name).orElse("none"));
    inputs.put("completion_only_loss", completionOnly);
    inputs.put("assistant_only_loss", arguments.assistantOnlyLoss());
    inputs.put("dataset_text_field", arguments.datasetTextField());
    inputs.put("shuffle_dataset", arguments.shuffleDataset());
    return inputs;
  }
}
