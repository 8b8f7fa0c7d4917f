package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.table.GestureText;
import dev.rondo.cli.table.Ink;
import dev.rondo.scheduler.local.GestureLog;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo history}: what was done to a run, by people and by rules, and what came of it. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "List the gestures on a run: which, when, what came of it, how long it took.")
public final class HistoryCommand implements Callable<Integer> {
  private static final int WIDTH = 160;

  @Parameters(paramLabel = "RUN", description = "The run's name; it may be gone.")
  private String run;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  HistoryCommand() {}

  @Override
  public Integer call() throws IOException {
    Map<String, ControlEntry> answers = new LinkedHashMap<>();
    boolean isKnown = false;
    for (Path experiment : store.experiments()) {
      for (GestureLog.Entry entry : new GestureLog(new StoreFolder(experiment)).entries()) {
        if (entry.run().equals(run)) {
          answers.put(entry.answer().id(), entry.answer());
        }
      }
      for (var history : ExperimentView.read(experiment).runs()) {
        if (history.name().equals(run)) {
          isKnown = true;
          Optional.ofNullable(history.run().status())
              .map(RunStatus::control)
              .orElse(List.of())
              .forEach(answer -> answers.put(answer.id(), answer));
        }
      }
    }
    if (answers.isEmpty()) {
      if (!isKnown) {
        throw new IOException(
            "no run \"%s\" in %s, now or before; `rondo get runs` lists them"
                .formatted(run, store.directory()));
      }
      spec.commandLine().getOut().println("no gesture was made on " + run);
      return ExitCode.OK;
    }
    List<ControlEntry> sorted = new ArrayList<>(answers.values());
    sorted.sort(Comparator.comparing(ControlEntry::time));
    GestureText.history(sorted, WIDTH, Ink.PLAIN).forEach(spec.commandLine().getOut()::println);
    return ExitCode.OK;
  }
}
