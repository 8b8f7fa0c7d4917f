package dev.rondo.cli.command;

import dev.rondo.core.validation.Explanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo explain}: what a field is. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explain a field: what it takes, its default, what it means.",
    footer = {
      "",
      "Examples:",
      "  rondo explain trainingArgs.learning_rate",
      "  rondo explain peft"
    })
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FIELD",
      arity = "0..1",
      defaultValue = "spec",
      description =
          "A path, or the end of a path that only one field has. Default: ${DEFAULT-VALUE}.")
  private String field;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  ExplainCommand() {}

  @Override
  public Integer call() {
    Explanation explanation = Explanation.of(field);
    if (explanation.found()) {
      spec.commandLine().getOut().println(explanation.text());
      return ExitCode.OK;
    }
    spec.commandLine().getErr().println(explanation.text());
    return ExitCode.BAD_INPUT;
  }
}
