package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.cli.preview.PreviewText;
import dev.rondo.cli.preview.RunForecast;
import dev.rondo.cli.table.Ink;
import dev.rondo.core.search.PlannedRun;
import dev.rondo.core.search.RunPlan;
import dev.rondo.protocol.v1.Preview;
import dev.rondo.protocol.v1.PreviewEvent;
import dev.rondo.protocol.v1.PreviewRequest;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.scheduler.local.LocalConfigs;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo preview}: what would be trained on, and what it would take. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "Show what an experiment would train on, and what it would take.",
      "Prepares the data as `rondo run` does, and leaves it prepared for that; then renders the"
          + " first rows with the trained tokens marked, and tells steps, memory and time of every"
          + " run, the time measured on a few micro-batches here and now."
    },
    footer = {
      "",
      "Examples:",
      "  rondo preview examples/support-sft.yaml",
      "  rondo preview examples/support-sft.yaml --rows 10 --no-measure"
    })
public final class PreviewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The manifest.")
  private Path manifest;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows to show of each data set (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int rows;

  @Option(
      names = "--no-measure",
      description = "Do not load the model to measure steps; no time is told then.")
  private boolean unmeasured;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one slot (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int threads;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  PreviewCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<Experiment> experiment = Manifests.experiment(manifest, err);
    if (experiment.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    String name = experiment.get().metadata().getName();
    StoreFolder folder = new StoreFolder(store.directory().toAbsolutePath().resolve(name));
    LocalConfigs configs =
        LocalConfigs.of(
            folder, manifest.toAbsolutePath().getParent(), LocalDate.now(ZoneOffset.UTC));
    List<RunForecast> forecasts = new ArrayList<>();
    boolean refused = false;
    try (StatusLine status = new StatusLine(err);
        OneTrainer trainer = OneTrainer.start(threads, status)) {
      for (PlannedRun run : RunPlan.of(experiment.get()).runs()) {
        PreviewRequest request =
            PreviewRequest.newBuilder()
                .setRun(configs.of(run.name(), run.spec()))
                .setRows(rows)
                .setMeasure(!unmeasured)
                .build();
        Optional<Preview> preview =
            trainer.ask(t -> answer(run.name(), t.calls().preview(request), status));
        refused |= preview.isEmpty();
        preview.ifPresent(seen -> forecasts.add(new RunForecast(run.name(), run.spec(), seen)));
      }
    }
    Ink ink = Ink.of(System.getenv(), Terminal.isAttached());
    PreviewText.lines(forecasts, slots(experiment.get()), ink)
        .forEach(spec.commandLine().getOut()::println);
    return refused ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private Optional<Preview> answer(String run, Iterator<PreviewEvent> events, StatusLine status) {
    while (events.hasNext()) {
      PreviewEvent event = events.next();
      switch (event.getEventCase()) {
        case PROGRESS -> status.show(event.getProgress());
        case PREVIEWED -> {
          return Optional.of(event.getPreviewed());
        }
        case REFUSED -> {
          status.clear();
          for (Problem problem : event.getRefused().getProblemsList()) {
            spec.commandLine()
                .getErr()
                .printf("%s: %s %s%n", run, problem.getField(), problem.getMessage());
          }
        }
        case EVENT_NOT_SET -> {}
      }
    }
    return Optional.empty();
  }

  private static int slots(Experiment experiment) {
    var worker = experiment.spec().worker();
    return worker == null || worker.slots() == null ? 1 : worker.slots();
  }
}
