package dev.rondo.api.v1alpha1;

/** The training method; each has TRL's semantics of the trainer of that name. */
public enum TrainerKind {
  SFT,
  DPO,
  GRPO;

  /** What a spec means; SFT where it says nothing. */
  public static TrainerKind orDefault(TrainerKind said) {
    return said == null ? SFT : said;
  }
}
