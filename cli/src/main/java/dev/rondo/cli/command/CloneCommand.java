package dev.rondo.cli.command;

import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo clone}: a new run from an edited configuration. */
@Command(
    name = "clone",
    mixinStandardHelpOptions = true,
    description = {
      "Make a new run from a run's configuration, edited with --set.",
      "Without --warm it starts from new weights; with it, from the run's state: of a run that"
          + " trains, the one after its next step."
    },
    footer = {
      "",
      "Examples:",
      "  rondo clone support-sft-rank-8-2 --warm --set trainingArgs.learning_rate=2.5e-3",
      "  rondo clone support-sft-rank-8-2 --name wide --set peft.r=64 --set peft.lora_alpha=128"
    })
public final class CloneCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run that is cloned.")
  private String run;

  @Mixin private CloneOptions clone;

  @Mixin private StoreOption store;

  @Mixin private WaitOption wait;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  CloneCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    List<String> problems = clone.problems();
    if (!problems.isEmpty()) {
      problems.forEach(err::println);
      return ExitCode.BAD_INPUT;
    }
    StoreFolder folder = new StoreFolder(store.experimentOfRun(run).toAbsolutePath());
    return new GestureCall(folder, run, spec.commandLine().getOut(), err)
        .make(GestureCall.newId(), "clone", clone.payload(), wait.duration());
  }
}
