package dev.rondo.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --wait}: how long a gesture is waited for. */
final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Wait so long for it to take effect (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private long seconds;

  Duration duration() {
    return Duration.ofSeconds(Math.max(0, seconds));
  }
}
