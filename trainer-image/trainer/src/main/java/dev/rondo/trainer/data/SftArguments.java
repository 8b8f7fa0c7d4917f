package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The arguments of TRL's SFTConfig that shape prepared rows, by their names.
 *
 * @param maxLength max_length; empty: no limit
 * @param truncation truncation_mode
 * @param packing packing with packing_strategy, of training rows
 * @param evalPacking the same of evaluation rows
 * @param completionOnlyLoss completion_only_loss; empty: on where rows have prompt and completion
 * @param assistantOnlyLoss assistant_only_loss
 * @param chatTemplatePath chat_template_path: a Jinja file
 * @param datasetTextField dataset_text_field
 * @param eosToken eos_token; empty: the tokenizer's
 * @param shuffleDataset shuffle_dataset
 */
public record SftArguments(
    OptionalInt maxLength,
    Truncation truncation,
    Optional<Packing> packing,
    Optional<Packing> evalPacking,
    Optional<Boolean> completionOnlyLoss,
    boolean assistantOnlyLoss,
    Optional<Path> chatTemplatePath,
    String datasetTextField,
    Optional<String> eosToken,
    boolean shuffleDataset)
    implements RowArguments {
  /** TRL's defaults. */
  public static final SftArguments DEFAULTS =
      new SftArguments(
          OptionalInt.of(1024),
          Truncation.KEEP_START,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          "text",
          Optional.empty(),
          false);

  @Override
  public List<Problem> problems() {
    boolean packs = packing.isPresent() || evalPacking.isPresent();
    return packs && maxLength.isEmpty()
        ? List.of(new Problem("trainingArgs.max_length", "packing needs a max_length to fill"))
        : List.of();
  }
}
