package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.ChatTemplate;
import dev.rondo.trainer.text.ChatTemplateSource;
import dev.rondo.trainer.text.ModelTokenizer;
import dev.rondo.trainer.text.SpecialTokens;
import dev.rondo.trainer.text.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run's model reads text.
 *
 * @param tokenizer the model's
 * @param specialTokens the model's, with the run's eos_token
 * @param template the run's chat template, else the model's, if there is one
 */
record ModelText(
    ModelTokenizer tokenizer, SpecialTokens specialTokens, Optional<ChatTemplate> template)
    implements AutoCloseable {
  /**
   * Loads a request's tokenizer and template; empty with the reasons among the problems.
   *
   * @param conversational whether any rows need the template
   */
  static Optional<ModelText> load(
      PreparationRequest request, boolean conversational, List<Problem> problems)
      throws IOException {
    RowArguments arguments = request.arguments();
    if (!Files.isRegularFile(request.modelDirectory().resolve("tokenizer.json"))) {
      problems.add(new Problem("model.uri", request.modelDirectory() + " holds no tokenizer.json"));
      return Optional.empty();
    }
    SpecialTokens tokens = SpecialTokens.read(request.modelDirectory());
    if (arguments.eosToken().isPresent()) {
      tokens = tokens.withEos(arguments.eosToken().get());
    }
    Optional<ChatTemplate> template =
        conversational ? template(request, tokens, problems) : Optional.empty();
    ModelTokenizer tokenizer = ModelTokenizer.load(request.modelDirectory());
    if (arguments.eosToken().isPresent()
        && tokenizer.ids(arguments.eosToken().get(), false).length != 1) {
      problems.add(
          new Problem(
              "trainingArgs.eos_token",
              arguments.eosToken().get() + " is not a token of the model's vocabulary"));
    }
    return Optional.of(new ModelText(tokenizer, tokens, template));
  }

  private static Optional<ChatTemplate> template(
      PreparationRequest request, SpecialTokens tokens, List<Problem> problems) throws IOException {
    Optional<Path> stated = request.arguments().chatTemplatePath();
    if (stated.isPresent() && !Files.exists(stated.get())) {
      problems.add(
          new Problem("trainingArgs.chat_template_path", stated.get() + " does not exist"));
      return Optional.empty();
    }
    Optional<String> source =
        stated.isEmpty()
            ? ChatTemplateSource.of(request.modelDirectory())
            : Files.isDirectory(stated.get())
                ? ChatTemplateSource.of(stated.get())
                : Optional.of(Files.readString(stated.get()));
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ChatTemplate.of(source.get(), tokens.named(), request.frozenDate().atStartOfDay()));
    } catch (TemplateException e) {
      String field = stated.isPresent() ? "trainingArgs.chat_template_path" : "model.uri";
      problems.add(new Problem(field, "the chat template cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
  }

  /** What of it the rows of a split lack. */
  List<Problem> problems(String split, boolean conversational) {
    List<Problem> problems = new ArrayList<>();
    if (conversational && template.isEmpty()) {
      problems.add(
          new Problem(
              "model.uri",
              "the model has no chat template, which the conversations in dataset."
                  + split
                  + " need; give one in trainingArgs.chat_template_path"));
    }
    if (!conversational && specialTokens.eos().isEmpty()) {
      problems.add(
          new Problem(
              "trainingArgs.eos_token",
              "the model's tokenizer has no eos_token to end a text with; name one"));
    }
    return problems;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
