package dev.rondo.trainer.run;

import dev.rondo.trainer.config.EvalGenerate;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.generation.EndTokens;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.text.ModelTokenizer;
import dev.rondo.trainer.text.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a run's evaluations complete.
 *
 * @param settings how, and what is made of it
 * @param prompts of evaluation rows
 * @param tokenizer the model's
 * @param sampling greedy
 */
public record EvalPrompts(
    EvalGenerate settings, PreparedRows prompts, ModelTokenizer tokenizer, Sampling sampling) {
  /** Of a prepared run; empty where its evaluations complete nothing. */
  public static Optional<EvalPrompts> of(Leaf leaf, PreparedData data, Path model)
      throws IOException {
    if (data.prompts().isEmpty()) {
      return Optional.empty();
    }
    EvalGenerate settings = leaf.data().generate().orElseThrow();
    SpecialTokens tokens = SpecialTokens.read(model);
    SpecialTokens special = leaf.trainer().rows().eosToken().map(tokens::withEos).orElse(tokens);
    ModelTokenizer tokenizer = ModelTokenizer.load(model);
    return Optional.of(
        new EvalPrompts(
            settings,
            data.prompts().get(),
            tokenizer,
            Sampling.greedy(settings.maxNewTokens(), EndTokens.of(model, tokenizer.eos(special)))));
  }

  /** Tokens of the longest prompt and of the longest completion. */
  int mostTokens() {
    return settings.maxNewTokens()
        + IntStream.range(0, prompts.size())
            .map(row -> prompts.row(row).ids().length)
            .max()
            .orElse(0);
  }
}
