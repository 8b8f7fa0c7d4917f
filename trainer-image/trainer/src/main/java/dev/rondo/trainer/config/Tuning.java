package dev.rondo.trainer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What of the model is trained. */
public sealed interface Tuning {
  /** Every weight, without PEFT. */
  record Full() implements Tuning {}

  /**
   * LoRA, by PEFT's names.
   *
   * @param r rank
   * @param loraAlpha lora_alpha
   * @param loraDropout lora_dropout, 0..1
   * @param targetModules module names or suffixes, or the single entry {@code all-linear}
   * @param useRslora use_rslora: scale by alpha / sqrt(r)
   * @param useDora use_dora
   * @param initFrom a PEFT adapter directory to start from
   */
  record Lora(
      int r,
      double loraAlpha,
      double loraDropout,
      List<String> targetModules,
      boolean useRslora,
      boolean useDora,
      Optional<Path> initFrom)
      implements Tuning {

    /** The same with nothing dropped. */
    Lora withoutDropout() {
      return new Lora(r, loraAlpha, 0, targetModules, useRslora, useDora, initFrom);
    }

    /** What B A is multiplied with: alpha / r, or with rsLoRA alpha / sqrt(r). */
    public double scaling() {
      return useRslora ? loraAlpha / Math.sqrt(r) : loraAlpha / r;
    }
  }
}
