package dev.rondo.core.lifecycle;

/** What becomes of a gesture. */
public sealed interface Verdict {
  /** The same for people, in a status or an event. */
  String message();

  /**
   * It is done; the run is in this state then.
   *
   * @param then the state it leads to
   */
  record Accepted(RunState then) implements Verdict {
    @Override
    public String message() {
      return switch (then) {
        case STOPPED -> "stops at the next step";
        case PENDING -> "begins: it has no state to go on from yet";
        default -> "goes on from its last state";
      };
    }
  }

  /** The run is there already; scripts may repeat gestures. */
  record NoChange() implements Verdict {
    @Override
    public String message() {
      return "nothing to change";
    }
  }

  /** A new run is made; this one stays as it is. */
  record NewRun() implements Verdict {
    @Override
    public String message() {
      return "a new run is made";
    }
  }

  /** A new run is made and waits for this one's first state. */
  record NewRunWaits() implements Verdict {
    @Override
    public String message() {
      return "a new run is made, and starts when this one has its first state";
    }
  }

  /** The run and its records go; where it trains, after its next step. */
  record Gone() implements Verdict {
    @Override
    public String message() {
      return "the run goes, with its records";
    }
  }

  /**
   * Not possible.
   *
   * @param reason why
   * @param hint what to do instead
   */
  record Refused(String reason, String hint) implements Verdict {
    @Override
    public String message() {
      return reason + "; " + hint;
    }
  }
}
