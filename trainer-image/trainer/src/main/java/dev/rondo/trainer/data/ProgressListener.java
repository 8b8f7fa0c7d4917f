package dev.rondo.trainer.data;

/** Hears how far a preparation is. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (message, fraction) -> {};

  /**
   * Tells what is being done.
   *
   * @param message for people
   * @param fraction of the work done, 0 to 1, or negative when unknown
   */
  void progress(String message, double fraction);
}
