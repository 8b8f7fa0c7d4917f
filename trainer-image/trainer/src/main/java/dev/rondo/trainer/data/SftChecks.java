package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.util.ArrayList;
import java.util.List;

/** What SFTTrainer asks of arguments, data and model together. */
final class SftChecks {
  private SftChecks() {}

  /** Everything that keeps a split from being prepared. */
  static List<Problem> problems(
      String split, SftArguments arguments, SplitProbe probe, ModelText model) {
    List<Problem> problems = new ArrayList<>();
    boolean conversational = probe.shape().isConversational();
    if (conversational && model.template().isEmpty()) {
      problems.add(
          new Problem(
              "model.uri",
              "the model has no chat template, which the conversations in dataset."
                  + split
                  + " need; give one in trainingArgs.chat_template_path"));
    }
    if (!conversational && model.specialTokens().eos().isEmpty()) {
      problems.add(
          new Problem(
              "trainingArgs.eos_token",
              "the model's tokenizer has no eos_token to end a text with; name one"));
    }
    if (arguments.assistantOnlyLoss() && !conversational) {
      problems.add(
          new Problem(
              "trainingArgs.assistant_only_loss",
              "needs conversations, but dataset." + split + " has plain text"));
    }
    if (arguments.assistantOnlyLoss()
        && conversational
        && model.template().map(template -> !template.marksGeneration()).orElse(false)) {
      problems.add(
          new Problem(
              "trainingArgs.assistant_only_loss",
              "the chat template does not mark what the assistant writes with {% generation %};"
                  + " give one that does in trainingArgs.chat_template_path"));
    }
    return problems;
  }

  /** What people should know about a split that can be prepared. */
  static List<String> warnings(String split, SftArguments arguments, SplitProbe probe) {
    List<String> warnings = new ArrayList<>();
    if (probe.textBesideCompletion() && !probe.shape().isConversational()) {
      warnings.add(
          "%s: no EOS token is appended to completions, because TRL appends it to the column %s beside them; drop that column"
              .formatted(split, arguments.datasetTextField()));
    }
    if (arguments.completionOnlyLoss().orElse(false) && !probe.shape().hasCompletion()) {
      warnings.add(
          split + ": completion_only_loss has no effect on rows without a completion column");
    }
    return warnings;
  }
}
