package dev.rondo.bench;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.StepSettings;
import dev.rondo.trainer.step.TorchBaseModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Holds a base model and takes steps on it, told by lines of standard input: {@code case TARGETS
 * MEMBERS TOKENS} (targets with commas between) or {@code pairs TARGETS PAIRS TOKENS} makes ready,
 * {@code steps N} takes N steps and prints the milliseconds of each, wall and thread CPU.
 */
public final class TrainingSteps {
  private TrainingSteps() {}

  /** Arguments: model directory, and float32 or bfloat16, for the base and its products. */
  public static void main(String[] args) throws IOException, RefusedException {
    Precision precision =
        Arrays.stream(Precision.values())
            .filter(p -> p.fieldValue().equals(args[1]))
            .findFirst()
            .orElseThrow();
    try (TorchBaseModel base = TorchBaseModel.load(Path.of(args[0]), precision, 1);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answer(base, new StepSettings(precision, false), lines);
    }
  }

  private static void answer(TorchBaseModel base, StepSettings settings, BufferedReader lines)
      throws IOException, RefusedException {
    BenchedSteps benched = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.split(" "));
      if (!words.getFirst().equals("steps")) {
        if (benched != null) {
          benched.close();
        }
        benched = ready(base, settings, words);
        System.out.println("ready");
      } else if (benched != null) {
        for (int step = Integer.parseInt(words.get(1)); step > 0; step--) {
          StepTime time = benched.step();
          System.out.printf(Locale.ROOT, "%.4f %.4f%n", time.wallMillis(), time.cpuMillis());
        }
      }
      System.out.flush();
    }
  }

  private static BenchedSteps ready(TorchBaseModel base, StepSettings settings, List<String> words)
      throws RefusedException {
    List<String> targets = List.of(words.get(1).split(","));
    int count = Integer.parseInt(words.get(2));
    int tokens = Integer.parseInt(words.get(3));
    return words.getFirst().equals("pairs")
        ? new BenchedPairs(base, settings, targets, count, tokens)
        : new BenchedCase(base, settings, targets, count, tokens);
  }
}
