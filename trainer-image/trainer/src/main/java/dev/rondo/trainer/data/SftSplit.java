package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.ChatTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A split as TRL's SFTTrainer prepares it.
 *
 * @param arguments of SFTConfig
 * @param shape the rows' shape
 * @param textBesideCompletion whether a text column stands beside prompt and completion
 * @param completionOnly completion_only_loss, resolved by the training split
 * @param packing of this split
 */
record SftSplit(
    SftArguments arguments,
    SftShape shape,
    boolean textBesideCompletion,
    boolean completionOnly,
    Optional<Packing> packing)
    implements SplitRows {
  static SftSplit of(SftArguments arguments, Map<String, Object> columns, Optional<SftSplit> train)
      throws MalformedRowException {
    String textField = arguments.datasetTextField();
    SftShape shape =
        SftShape.of(columns, textField)
            .orElseThrow(() ->
                new MalformedRowException(
                    "needs the columns prompt and completion, or messages, or %s; it has %s. Make them with dataset.format"
                        .formatted(textField, String.join(", ", columns.keySet()))));
    boolean completionOnly =
        train
            .map(SftSplit::completionOnly)
            .or(arguments::completionOnlyLoss)
            .orElse(shape.hasCompletion());
    return new SftSplit(
        arguments,
        shape,
        shape.hasCompletion() && columns.containsKey(textField),
        completionOnly,
        train.isPresent() ? arguments.evalPacking() : arguments.packing());
  }

  @Override
  public boolean isConversational() {
    return shape.isConversational();
  }

  @Override
  public List<Problem> problems(String split, ModelText model) {
    List<Problem> problems = new ArrayList<>(model.problems(split, isConversational()));
    if (arguments.assistantOnlyLoss() && !isConversational()) {
      problems.add(
          new Problem(
              "trainingArgs.assistant_only_loss",
              "needs conversations, but dataset." + split + " has plain text"));
    }
    if (arguments.assistantOnlyLoss()
        && isConversational()
        && model.template().map(template -> !template.marksGeneration()).orElse(false)) {
      problems.add(
          new Problem(
              "trainingArgs.assistant_only_loss",
              "the chat template does not mark what the assistant writes with {% generation %};"
                  + " give one that does in trainingArgs.chat_template_path"));
    }
    return problems;
  }

  @Override
  public List<String> warnings(String split) {
    List<String> warnings = new ArrayList<>();
    if (textBesideCompletion && !isConversational()) {
      warnings.add(
          "%s: no EOS token is appended to completions, because TRL appends it to the column %s beside them; drop that column"
              .formatted(split, arguments.datasetTextField()));
    }
    if (arguments.completionOnlyLoss().orElse(false) && !shape.hasCompletion()) {
      warnings.add(
          split + ": completion_only_loss has no effect on rows without a completion column");
    }
    return warnings;
  }

  @Override
  public void describe(ObjectNode inputs) {
    inputs.put("trainer", "SFT");
    inputs.put("shape", shape.name());
    inputs.put("text_beside_completion", textBesideCompletion);
    inputs.put("truncation_mode", arguments.truncation().name());
    inputs.put("packing", packing.map(Packing::name).orElse("none"));
    describeTargets(inputs);
  }

  /** Which text of a whole row is trained. */
  private void describeTargets(ObjectNode inputs) {
    inputs.put("completion_only_loss", completionOnly);
    inputs.put("assistant_only_loss", arguments.assistantOnlyLoss());
    inputs.put("dataset_text_field", arguments.datasetTextField());
  }

  @Override
  public void describeTargets(ObjectNode inputs, SplitSummary summary) {
    describeTargets(inputs);
    boolean isWhole = summary.dropped() + summary.truncated() == 0;
    if (!isWhole || !packing.map(Packing::cuts).orElse(true)) {
      inputs.put("max_length", maxLength());
      inputs.put("truncation_mode", arguments.truncation().name());
      inputs.put("packing", packing.map(Packing::name).orElse("none"));
    }
  }

  @Override
  public OptionalLong targetBytes(PreparedRows rows, ModelText model) {
    return OptionalLong.of(new TargetText(model.tokenizer()).bytes(rows));
  }

  @Override
  public RowTokenizer tokenizer(ModelText model) {
    // TRL appends an EOS token to one column only.
    boolean appendsEos = !isConversational() && !textBesideCompletion;
    SftTokenizer tokenizer =
        new SftTokenizer(
            model.tokenizer(),
            model.template().map(template -> new ChatTokenizer(model.tokenizer(), template)),
            appendsEos ? model.specialTokens().eos() : Optional.empty(),
            completionOnly,
            arguments.assistantOnlyLoss());
    SftRowParser parser = new SftRowParser(shape, arguments.datasetTextField());
    return row -> tokenizer.tokenise(parser.parse(row));
  }

  @Override
  public boolean isCut(TokenRow row) {
    return row.ids().length > maxLength() && packing.map(Packing::cuts).orElse(true);
  }

  @Override
  public Optional<TokenRow> cut(TokenRow row) {
    if (packing.isPresent()) {
      return Optional.of(row);
    }
    int length = row.ids().length;
    int max = maxLength();
    int from = arguments.truncation() == Truncation.KEEP_END ? Math.max(0, length - max) : 0;
    int to = Math.min(length, from + Math.min(length, max));
    boolean nothing =
        length == 0 || (arguments.maxLength().isPresent() && !anyLabelled(row, from, to));
    return nothing ? Optional.empty() : Optional.of(RowSlice.of(row, from, to));
  }

  private int maxLength() {
    return arguments.maxLength().orElse(Integer.MAX_VALUE);
  }

  private static boolean anyLabelled(TokenRow row, int from, int to) {
    boolean any = false;
    for (int i = from; i < to; i++) {
      any |= row.trained()[i];
    }
    return any;
  }
}
