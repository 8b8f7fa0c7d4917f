package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** Which modules of a model an adapter's {@code target_modules} mean. */
final class LoraModules {
  private LoraModules() {}

  /**
   * The targeted modules' indices, {@code layer * 7 + projection}, ascending.
   *
   * @throws RefusedException naming every entry that targets nothing, and a rank below 1
   */
  static List<Integer> resolve(Tuning.Lora lora, ModelConfig config) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    if (lora.r() < 1) {
      problems.add(new Problem("peft.r", "is " + lora.r() + "; it must be at least 1"));
    }
    if (lora.loraDropout() < 0 || lora.loraDropout() > 1) {
      problems.add(
          new Problem(
              "peft.lora_dropout", "is %s; it must be 0 to 1".formatted(lora.loraDropout())));
    }
    List<String> paths = paths(config);
    lora.targetModules().forEach(target -> check(target, paths, problems));
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (lora.targetModules().stream().anyMatch(t -> TargetModules.matches(t, path))) {
        indices.add(i);
      }
    }
    return indices;
  }

  /** A module's path in Transformers' model. */
  static String path(int index) {
    int perLayer = ModelConfig.PROJECTIONS.size();
    return "model.layers." + index / perLayer + "." + ModelConfig.PROJECTIONS.get(index % perLayer);
  }

  private static List<String> paths(ModelConfig config) {
    return IntStream.range(0, config.layers() * ModelConfig.PROJECTIONS.size())
        .mapToObj(LoraModules::path)
        .toList();
  }

  private static void check(String target, List<String> paths, List<Problem> problems) {
    try {
      if (paths.stream().noneMatch(path -> TargetModules.matches(target, path))) {
        problems.add(
            new Problem(
                "peft.target_modules",
                "no module is named '%s'; the model has %s, or give all-linear"
                    .formatted(target, ModelConfig.PROJECTIONS)));
      }
    } catch (PatternSyntaxException malformed) {
      problems.add(
          new Problem(
              "peft.target_modules",
              "'%s' is neither a name nor a regular expression: %s"
                  .formatted(target, malformed.getDescription())));
    }
  }
}
