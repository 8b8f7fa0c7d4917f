package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How a trainer turns one split's columns into rows of tokens; its first row decides. */
sealed interface SplitRows permits SftSplit, DpoSplit, GrpoSplit, PromptSplit {
  /**
   * Looks at a split's first row.
   *
   * @param columns of the row
   * @param train of the training split, when this is another one
   * @throws MalformedRowException when the trainer cannot read such rows
   */
  static SplitRows of(
      RowArguments arguments, Map<String, Object> columns, Optional<SplitRows> train)
      throws MalformedRowException {
    return switch (arguments) {
      case DpoArguments dpo -> DpoSplit.of(dpo, columns);
      case SftArguments sft -> SftSplit.of(sft, columns, train.map(SftSplit.class::cast));
      case GrpoArguments _ -> GrpoSplit.of(columns);
      case PromptArguments prompts ->
          PromptSplit.of(of(prompts.rows(), columns, train), prompts.longest());
    };
  }

  /** Whether rows are conversations, which need a chat template. */
  boolean isConversational();

  /** What keeps the split from being prepared with this model. */
  List<Problem> problems(String split, ModelText model);

  /** What people should know of the split before its rows are read. */
  List<String> warnings(String split);

  /** Adds what shapes its rows to the inputs of the split's digest. */
  void describe(ObjectNode inputs);

  /**
   * Adds what says which text its targets spell, whatever the tokenizer.
   *
   * @param summary of the prepared split
   */
  default void describeTargets(ObjectNode inputs, SplitSummary summary) {}

  /** UTF-8 bytes of that text; empty for trainers that count no text. */
  default OptionalLong targetBytes(PreparedRows rows, ModelText model) {
    return OptionalLong.empty();
  }

  /** Makes rows, not yet cut to max_length. */
  RowTokenizer tokenizer(ModelText model);

  /** The row within max_length; empty when that leaves nothing to train. */
  Optional<TokenRow> cut(TokenRow row);

  /** Whether max_length takes anything of the row. */
  boolean isCut(TokenRow row);

  /** How rows are put together; empty: not at all. */
  Optional<Packing> packing();
}
