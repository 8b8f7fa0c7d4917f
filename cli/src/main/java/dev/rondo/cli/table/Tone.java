package dev.rondo.cli.table;

/** What a colour means. */
public enum Tone {
  NORMAL("0"),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BUSY("36"),
  WAITING("34"),
  HELD("33"),
  BAD("31");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** Parameters of the SGR sequence. */
  String code() {
    return code;
  }

  /** The tone of a run's state or phase. */
  public static Tone ofState(String state) {
    return switch (state) {
      case "Succeeded" -> GOOD;
      case "Training", "Running" -> BUSY;
      case "Waiting", "Pending", "Preparing", "AwaitingRewards" -> WAITING;
      case "Stopped", "RewardEndpointUnavailable" -> HELD;
      case "Failed" -> BAD;
      default -> NORMAL;
    };
  }
}
