package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.cli.store.BestStep;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.scheduler.local.LocalConfigs;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.state.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo export}: what a run trained, as PEFT or Transformers load it. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write what a run trained into a directory.",
      "A run with peft gives an adapter as PEFT saves it, or with --merge a whole model that needs"
          + " no PEFT; full fine-tuning always gives a whole model. The tokenizer and its chat"
          + " template lie beside. Also works while the run trains: its newest checkpoint counts."
    },
    footer = {
      "",
      "Examples:",
      "  rondo export support-sft-rank-8-2 adapter",
      "  rondo export support-sft-rank-8-2 model --best --merge"
    })
public final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Where to; made if it is not there, refused if anything is in it.")
  private Path directory;

  @Option(names = "--merge", description = "Fold the adapter into the base: a whole model.")
  private boolean merge;

  @Option(
      names = "--best",
      description = "The checkpoint with the best objective (default: the newest).")
  private boolean best;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  ExportCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseFull();
    StoreFolder folder = new StoreFolder(store.experimentOfRun(run).toAbsolutePath());
    ExperimentView view = ExperimentView.read(folder.directory());
    RunHistory history =
        view.runs().stream().filter(r -> r.name().equals(run)).findFirst().orElseThrow();
    Checkpoints checkpoints = folder.run(run).checkpoints();
    long step = best ? bestStep(view, history) : newestStep(checkpoints);
    Path state =
        checkpoints
            .readableState(step)
            .orElseThrow(() ->
                new IOException("%s has no whole checkpoint of step %d".formatted(run, step)));
    export(LocalConfigs.of(folder), history.run(), state);
    spec.commandLine()
        .getOut()
        .printf("%s: %s of step %d in %s%n", run, what(history.run()), step, directory);
    return ExitCode.OK;
  }

  private void export(LocalConfigs configs, Run object, Path state)
      throws IOException, InterruptedException {
    ExportRequest request =
        ExportRequest.newBuilder()
            .setRun(configs.of(object))
            .setStateFile(state.toString())
            .setTargetDir(directory.toAbsolutePath().normalize().toString())
            .setMerge(merge)
            .build();
    try (StatusLine status = new StatusLine(spec.commandLine().getErr());
        OneTrainer trainer = OneTrainer.start(1, status)) {
      status.show("Writing " + directory);
      trainer.ask(t -> t.calls().export(request));
    }
  }

  private String what(Run object) {
    return merge || object.spec().config().peft() == null ? "the model" : "the adapter";
  }

  private void refuseFull() throws IOException {
    if (Files.exists(directory)) {
      boolean full = true;
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          full = files.findAny().isPresent();
        }
      }
      if (full) {
        throw new IOException(directory + " is there already: give a new or empty directory");
      }
    }
  }

  private long bestStep(ExperimentView view, RunHistory history) throws IOException {
    return BestStep.of(history, view.objective())
        .orElseThrow(() ->
            new IOException(
                "%s has no %s yet: without --best the newest checkpoint is exported"
                    .formatted(run, view.objective().metric())));
  }

  private long newestStep(Checkpoints checkpoints) throws IOException {
    for (long step : checkpoints.steps()) {
      if (checkpoints.readableState(step).isPresent()) {
        return step;
      }
    }
    throw new IOException(run + " has no checkpoint yet: there is one after its first chunk");
  }
}
