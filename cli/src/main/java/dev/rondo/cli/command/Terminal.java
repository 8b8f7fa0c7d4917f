package dev.rondo.cli.command;

import java.io.Console;
import java.util.Optional;

/** Whether a person looks at the output. */
public final class Terminal {
  private Terminal() {}

  /** True where both ends are a terminal; false in pipes, files, and CI. */
  public static boolean isAttached() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
