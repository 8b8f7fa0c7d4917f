package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.text.ChatTemplate;
import dev.rondo.trainer.text.SpecialTokens;
import java.io.IOException;

/** Everything a split's digest is of. */
final class SplitInputs {
  /** Raised whenever the same inputs would give other rows than before. */
  private static final int PREPARATION_VERSION = 4;

  private SplitInputs() {}

  /**
   * The inputs of a split as JSON; what cannot change its rows is left out.
   *
   * @param dataDigest of the file's bytes
   */
  static ObjectNode of(PreparationRequest request, SplitJob job, String dataDigest, ModelText model)
      throws IOException {
    SplitSource source = job.source();
    RowArguments arguments = job.arguments();
    ObjectNode inputs = ofData(request, job, dataDigest);
    inputs.put("preparation", PREPARATION_VERSION);
    if (arguments.shuffleDataset()) {
      inputs.put("seed", source.seed());
    }
    inputs.put("tokenizer", model.tokenizer().digest());
    SpecialTokens tokens = model.specialTokens();
    inputs.set("special_tokens", JsonValues.MAPPER.valueToTree(tokens.named()));
    if (job.rows().isConversational() && model.template().isPresent()) {
      inputs.put("chat_template", model.template().get().source());
    }
    boolean isDated =
        model.template().map(ChatTemplate::tellsTheDate).orElse(false)
            || request.format().map(RowFormat::tellsTheDate).orElse(false);
    if (isDated) {
      inputs.put("date", request.frozenDate().toString());
    }
    inputs.put("max_length", arguments.maxLength().orElse(-1));
    inputs.put("shuffle_dataset", arguments.shuffleDataset());
    job.rows().describe(inputs);
    return inputs;
  }

  /** Those of them that say which rows the split has, whatever is made of them. */
  static ObjectNode ofData(PreparationRequest request, SplitJob job, String dataDigest) {
    SplitSource source = job.source();
    ObjectNode inputs = JsonValues.MAPPER.createObjectNode();
    inputs.put("data", dataDigest);
    inputs.put("format", source.file().format().name());
    inputs.put("part", source.part().toString());
    inputs.put("read", source.readAtMost());
    inputs.put("shuffled", source.file().shuffle());
    if (!source.inOrder()) {
      inputs.put("seed", source.seed());
    }
    request.format().ifPresent(format -> inputs.set("columns", format.columns()));
    return inputs;
  }
}
