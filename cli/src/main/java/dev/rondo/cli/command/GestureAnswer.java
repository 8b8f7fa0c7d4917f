package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.cli.table.GestureText;
import dev.rondo.core.lifecycle.Control;
import java.io.PrintWriter;

/** Tells a person what became of a gesture. */
public final class GestureAnswer {
  private GestureAnswer() {}

  /** Prints it; returns the exit code. */
  public static int tell(String run, ControlEntry answer, PrintWriter out, PrintWriter err) {
    if (answer.result().equals(Control.REFUSED)) {
      err.printf("%s: %s refused%n", run, answer.gesture());
      answer.message().lines().forEach(reason -> err.println("  " + reason));
      return ExitCode.FAILED;
    }
    String latency = GestureText.latency(answer).map(text -> " (" + text + ")").orElse("");
    out.printf("%s: %s%s%n", run, answer.message(), latency);
    return ExitCode.OK;
  }
}
