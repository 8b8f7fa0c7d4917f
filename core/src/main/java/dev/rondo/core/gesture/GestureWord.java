package dev.rondo.core.gesture;

/** Words of {@code spec.requests[].gesture}. */
public final class GestureWord {
  /** The run ends its turn at the next step and takes no more. */
  public static final String STOP = "stop";

  /** The run takes turns again, or is tried again. */
  public static final String RESUME = "resume";

  /** A new run is made of this one's config, edited. */
  public static final String CLONE = "clone";

  /** The operator's, not a person's: a durable checkpoint at the next step, for a clone. */
  public static final String CHECKPOINT = "checkpoint";

  private GestureWord() {}
}
