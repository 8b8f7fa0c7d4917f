package dev.rondo.trainer.grpo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** TRL's loss_type: how a token's loss comes from its ratio, and how tokens are averaged. */
public enum LossType {
  GRPO,
  BNPO,
  DR_GRPO,
  DAPO,
  LUSPO,
  CISPO,
  SAPO,
  VESPO;

  /** TRL's names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(LossType::fieldValue).toList();
  }

  /** The loss of TRL's name. */
  public static Optional<LossType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.fieldValue().equals(name)).findFirst();
  }

  /** TRL's name. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the ratio is clipped on both sides, as PPO does. */
  boolean clips() {
    return this == GRPO || this == BNPO || this == DR_GRPO || this == DAPO || this == LUSPO;
  }
}
