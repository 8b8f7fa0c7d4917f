package dev.rondo.trainer.run;

/** A run can't go on before others have said what its completions are worth. */
final class AwaitedRewards extends Exception {
  private static final long serialVersionUID = 1L;

  AwaitedRewards() {
    super("rewards are awaited");
  }
}
