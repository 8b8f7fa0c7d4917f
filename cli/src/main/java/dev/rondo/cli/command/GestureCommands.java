package dev.rondo.cli.command;

import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gestures on runs, from any terminal. */
public final class GestureCommands {
  private GestureCommands() {}

  /** What the gestures have in common. */
  abstract static class OnRun implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's name.")
    private String run;

    @Mixin private StoreOption store;

    @Mixin private WaitOption wait;

    @Spec private CommandSpec spec;

    abstract String gesture();

    @Override
    public Integer call() throws IOException, InterruptedException {
      StoreFolder folder = new StoreFolder(store.experimentOfRun(run).toAbsolutePath());
      PrintWriter out = spec.commandLine().getOut();
      return new GestureCall(folder, run, out, spec.commandLine().getErr())
          .make(GestureCall.newId(), gesture(), null, wait.duration());
    }
  }

  /** {@code rondo stop}. */
  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stop a run at its next step; its state is kept.",
      footer = {"", "Example: rondo stop support-sft-rank-8-3"})
  public static final class Stop extends OnRun {
    /** Picocli makes it. */
    Stop() {}

    @Override
    String gesture() {
      return "stop";
    }
  }

  /** {@code rondo resume}. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Let a stopped run go on from the exact step, or a failed one try again.",
      footer = {"", "Example: rondo resume support-sft-rank-8-3"})
  public static final class Resume extends OnRun {
    /** Picocli makes it. */
    Resume() {}

    @Override
    String gesture() {
      return "resume";
    }
  }

  /** {@code rondo delete}. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete a run with all its files; it is not created again.",
      footer = {"", "Example: rondo delete support-sft-rank-8-3"})
  public static final class Delete extends OnRun {
    /** Picocli makes it. */
    Delete() {}

    @Override
    String gesture() {
      return "delete";
    }
  }
}
