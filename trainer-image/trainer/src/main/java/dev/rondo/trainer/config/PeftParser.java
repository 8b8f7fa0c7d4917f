package dev.rondo.trainer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a leaf's {@code peft}: PEFT's LoraConfig fields and defaults, and {@code init_from}. */
final class PeftParser {
  /** PEFT's TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING for every family Rondo trains. */
  private static final List<String> DEFAULT_TARGETS = List.of("q_proj", "v_proj");

  private static final int DEFAULT_RANK = 8;
  private static final double DEFAULT_ALPHA = 8;

  private PeftParser() {}

  /** What is trained, the defaults in place of what is wrong. */
  static Tuning parse(Fields peft, boolean present) {
    if (!present) {
      return new Tuning.Full();
    }
    int rank = peft.integer("r", DEFAULT_RANK, 1);
    double alpha = peft.real("lora_alpha", DEFAULT_ALPHA, -Double.MAX_VALUE, Double.MAX_VALUE);
    double dropout = peft.real("lora_dropout", 0, 0, 1);
    List<String> targets = peft.texts("target_modules");
    boolean rslora = peft.flag("use_rslora", false);
    boolean dora = peft.flag("use_dora", false);
    Optional<String> initFrom = peft.text("init_from");
    peft.choice("bias", "none", List.of("none"));
    peft.choice("task_type", "CAUSAL_LM", List.of("CAUSAL_LM"));
    peft.choice("peft_type", "LORA", List.of("LORA"));
    if (!peft.flag("init_lora_weights", true)) {
      peft.problem("init_lora_weights", "must be true: A is drawn, B is zero");
    }
    refuseByName(peft);
    peft.accept(Set.of("inference_mode", "base_model_name_or_path", "revision"));
    peft.refuseOthers();
    List<String> resolved = targets.isEmpty() ? DEFAULT_TARGETS : targets;
    if (initFrom.isEmpty()) {
      return new Tuning.Lora(rank, alpha, dropout, resolved, rslora, dora, Optional.empty());
    }
    return fromAdapter(peft, Path.of(initFrom.get()), dropout, targets);
  }

  /** An adapter's own rank, alpha and targets; what the leaf states as well must agree. */
  private static Tuning fromAdapter(
      Fields peft, Path directory, double dropout, List<String> statedTargets) {
    AdapterConfig own;
    try {
      own = AdapterConfig.read(directory);
    } catch (RefusedException refused) {
      refused.problems().forEach(p -> peft.problem("init_from", p.message()));
      return new Tuning.Lora(
          DEFAULT_RANK, DEFAULT_ALPHA, dropout, DEFAULT_TARGETS, false, false, Optional.empty());
    }
    agree(peft, "r", peft.integer("r", own.r(), 1), own.r());
    double alpha = peft.real("lora_alpha", own.loraAlpha(), -Double.MAX_VALUE, Double.MAX_VALUE);
    agree(peft, "lora_alpha", alpha, own.loraAlpha());
    agree(peft, "use_rslora", peft.flag("use_rslora", own.useRslora()), own.useRslora());
    agree(peft, "use_dora", peft.flag("use_dora", own.useDora()), own.useDora());
    // The stated targets are kept for the export; that they resolve to the adapter's own is checked
    // tensor by tensor when the adapter is loaded.
    List<String> targets = statedTargets.isEmpty() ? own.targetModules() : statedTargets;
    return new Tuning.Lora(
        own.r(),
        own.loraAlpha(),
        dropout,
        targets,
        own.useRslora(),
        own.useDora(),
        Optional.of(directory));
  }

  private static void agree(Fields peft, String name, Object stated, Object own) {
    if (!stated.equals(own)) {
      peft.problem(
          name, "is %s, but the adapter in init_from has %s; leave it out".formatted(stated, own));
    }
  }

  private static void refuseByName(Fields peft) {
    for (String name :
        List.of("modules_to_save", "load_in_4bit", "load_in_8bit", "quantization_config")) {
      boolean isOff = peft.node(name).isBoolean() && !peft.node(name).booleanValue();
      if (peft.has(name) && !isOff) {
        peft.problem(
            name,
            name.equals("modules_to_save")
                ? "is not supported: only LoRA matrices are trained; name linear layers in"
                    + " target_modules, or train every weight by leaving out peft"
                : "is not supported: the base is stored in model.dtype float32, bfloat16 or"
                    + " float16; bfloat16 halves its memory");
      }
    }
  }
}
