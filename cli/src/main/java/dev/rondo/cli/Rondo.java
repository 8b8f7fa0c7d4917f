package dev.rondo.cli;

import dev.rondo.cli.command.CloneCommand;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.ExplainCommand;
import dev.rondo.cli.command.ExportCommand;
import dev.rondo.cli.command.GestureCommands;
import dev.rondo.cli.command.GetCommand;
import dev.rondo.cli.command.HistoryCommand;
import dev.rondo.cli.command.PlotCommand;
import dev.rondo.cli.command.PreviewCommand;
import dev.rondo.cli.command.RunCommand;
import dev.rondo.cli.command.TreeCommand;
import dev.rondo.cli.command.ValidateCommand;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code rondo}. */
@Command(
    name = "rondo",
    mixinStandardHelpOptions = true,
    version = "rondo 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Compare many LLM fine-tuning configurations of one base model at the same time.",
      "An Experiment (YAML) lists configs or a search space; each becomes a run. Runs take turns,"
          + " chunk by chunk, so that after the first chunk all of them can be compared."
    },
    footer = {
      "",
      "Examples:",
      "  rondo run examples/support-sft.yaml",
      "  rondo get runs",
      "  rondo plot support-sft"
    },
    subcommands = {
      RunCommand.class,
      GetCommand.class,
      PlotCommand.class,
      ValidateCommand.class,
      PreviewCommand.class,
      ExplainCommand.class,
      GestureCommands.Stop.class,
      GestureCommands.Resume.class,
      GestureCommands.Delete.class,
      ExportCommand.class,
      CloneCommand.class,
      HistoryCommand.class,
      TreeCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Rondo {
  /** Picocli makes it. */
  Rondo() {}

  /** Runs a command; exits with its code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command; returns its exit code. */
  static int execute(String... arguments) {
    return execute(new Rondo(), arguments);
  }

  static int execute(Object command, String... arguments) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, line, _) -> {
          line.getErr().println(message(failure));
          return ExitCode.FAILED;
        })
        .execute(arguments);
  }

  private static String message(Exception failure) {
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }
}
