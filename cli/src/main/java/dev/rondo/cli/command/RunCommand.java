package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.RankingTable;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.scheduler.local.DirectoryRunStore;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.StoreLock;
import dev.rondo.scheduler.local.StoredExperiment;
import dev.rondo.scheduler.loop.Ending;
import dev.rondo.scheduler.loop.Scheduler;
import dev.rondo.scheduler.state.DurableFiles;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.LocalTrainers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo run}: trains an experiment on this machine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Train an experiment on this machine.",
      "Shows a live table on a terminal and plain lines when piped. Ctrl-C saves every run; the"
          + " same command again goes on from there."
    },
    footer = {
      "",
      "Examples:",
      "  rondo run examples/support-sft.yaml",
      "  rondo run examples/support-sft.yaml --slots 2 --store /data/rondo",
      "  rondo run examples/support-sft.yaml --resume --plain > run.log"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all runs ended well",
      "1:a run failed or never began",
      "2:the manifest is wrong, or no run can be trained as it says; every problem is listed",
      "130:Ctrl-C; everything is saved"
    })
public final class RunCommand implements Callable<Integer> {
  private static final int PLAIN_WIDTH = 110;

  @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The manifest.")
  private Path manifest;

  @Mixin private StoreOption store;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Runs training at the same time (default: spec.worker.slots, else 1).")
  private Integer slots;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one slot; part of the numerics (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int threads;

  @Option(
      names = "--resume",
      description = {
        "Go on with an experiment that is in the store, and try its failed runs again from their"
            + " last good states; refused when there is none."
      })
  private boolean resume;

  @Option(names = "--plain", description = "Plain lines also on a terminal.")
  private boolean plain;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  RunCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Experiment> experiment = Manifests.experiment(manifest, err);
    if (experiment.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    String name = experiment.get().metadata().getName();
    StoreFolder folder = new StoreFolder(store.directory().toAbsolutePath().resolve(name));
    if (resume && !Files.exists(folder.experiment())) {
      err.printf("%s has no experiment \"%s\" to resume%n", store.directory(), name);
      return ExitCode.BAD_INPUT;
    }
    Optional<StoreLock> lock = StoreLock.tryAcquire(folder);
    if (lock.isEmpty()) {
      err.printf(
          "%s is in use by another `rondo run`; look at it with `rondo get runs`%n",
          folder.directory());
      return ExitCode.FAILED;
    }
    try (StoreLock _ = lock.get()) {
      boolean isNew = !Files.exists(folder.experiment());
      Path base = manifest.toAbsolutePath().getParent();
      StoredExperiment.apply(folder, experiment.get(), base, Clock.systemUTC().instant());
      FailedRuns.tryAgain(folder, resume);
      int code = train(experiment.get(), folder, out);
      if (code != ExitCode.BAD_INPUT) {
        return code;
      }
      if (!RefusedRuns.explain(manifest, experiment.get(), folder, err)) {
        return ExitCode.FAILED;
      }
      if (isNew) {
        DurableFiles.delete(folder.directory());
      }
      return code;
    }
  }

  private int train(Experiment experiment, StoreFolder folder, PrintWriter out)
      throws IOException, InterruptedException {
    Path base = manifest.toAbsolutePath().getParent();
    Files.createDirectories(folder.scratch());
    DirectoryRunStore runs =
        new DirectoryRunStore(folder, base, RunFacts.Hold.HELD, Clock.systemUTC());
    RunStates states = RunStates.create(runs.uid(), folder.scratch().resolve("states"));
    try (LocalTrainers trainers =
        new LocalTrainers(TrainerLibraries.command(threads), folder.scratch())) {
      return train(
          new Scheduler(runs, states, trainers.slots(slots(experiment)), Ending.WHEN_RUNS_END),
          folder,
          out);
    }
  }

  private int train(Scheduler scheduler, StoreFolder folder, PrintWriter out)
      throws IOException, InterruptedException {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              interrupted.set(true);
              scheduler.interrupt();
              awaitQuietly(ended);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      try (Display display = Display.start(folder.directory(), out, plain)) {
        scheduler.run();
        display.settle();
      }
      return finish(folder, out, interrupted.get());
    } finally {
      // an interrupted JVM halts when its hooks end: this one waits until all is saved and told
      ended.countDown();
      if (!interrupted.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private int slots(Experiment experiment) {
    if (slots != null) {
      return Math.max(1, slots);
    }
    var worker = experiment.spec().worker();
    return worker == null || worker.slots() == null ? 1 : worker.slots();
  }

  private int finish(StoreFolder folder, PrintWriter out, boolean interrupted) throws IOException {
    ExperimentView view = ExperimentView.read(folder.directory());
    Ink ink = Ink.of(System.getenv(), !plain && Terminal.isAttached());
    out.println();
    if (!interrupted && RefusedRuns.areAll(view)) {
      out.println("No run could be trained:");
      out.flush();
      return ExitCode.BAD_INPUT;
    }
    RankingTable.render(view, PLAIN_WIDTH, ink).forEach(out::println);
    out.println();
    SwapShare.of(view.turns()).ifPresent(out::println);
    if (interrupted) {
      out.println("Interrupted; every run is saved. The same command goes on from here.");
      out.flush();
      return ExitCode.INTERRUPTED;
    }
    resumable(view).forEach(out::println);
    PlotCommand.write(view, folder.directory(), out);
    out.flush();
    boolean isWell =
        view.runs().stream()
            .noneMatch(
                run -> run.is(RunState.FAILED) || SourceCondition.hindrance(run.run()).isPresent());
    return isWell ? ExitCode.OK : ExitCode.FAILED;
  }

  /** How to go on with what was stopped, has failed or never began. */
  private static List<String> resumable(ExperimentView view) {
    List<String> ways = new ArrayList<>();
    List<String> stopped = names(view, RunState.STOPPED);
    if (!stopped.isEmpty()) {
      ways.add(
          "%d stopped; `rondo resume %s`, then this command again, goes on with it"
              .formatted(stopped.size(), stopped.getFirst()));
    }
    for (RunHistory run : view.runs()) {
      SourceCondition.hindrance(run.run())
          .ifPresent(why -> ways.add("%s never began: %s".formatted(run.name(), why)));
    }
    List<String> failed = names(view, RunState.FAILED);
    if (!failed.isEmpty()) {
      ways.add(
          "%d failed; this command with --resume tries again from the last good state"
              .formatted(failed.size()));
    }
    return ways;
  }

  private static List<String> names(ExperimentView view, RunState state) {
    return view.runs().stream().filter(run -> run.is(state)).map(RunHistory::name).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
