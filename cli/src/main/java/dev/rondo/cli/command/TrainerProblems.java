package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.search.PlannedRun;
import dev.rondo.core.search.RunPlan;
import dev.rondo.core.validation.ManifestPlaces;
import dev.rondo.protocol.v1.CheckRequest;
import dev.rondo.protocol.v1.CheckResponse;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.scheduler.local.LocalConfigs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What only a trainer can tell of an experiment before it trains: its models, and the first rows of
 * its data.
 *
 * @param problems a line each, with file, line and field
 * @param unchecked what would have to be downloaded first
 */
record TrainerProblems(Set<String> problems, Set<String> unchecked) {
  private static final Pattern LEAF_FIELD =
      Pattern.compile("(model|dataset|peft|trainingArgs)(\\.[A-Za-z0-9_\\[\\].]+)?");

  /** Asks a trainer of every run. */
  static TrainerProblems of(
      Path file, String text, Experiment experiment, LocalConfigs configs, OneTrainer trainer)
      throws IOException {
    ManifestPlaces places = ManifestPlaces.of(file.toString(), text);
    TrainerProblems found = new TrainerProblems(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (PlannedRun run : RunPlan.of(experiment).runs()) {
      CheckRequest request =
          CheckRequest.newBuilder().setRun(configs.of(run.name(), run.spec())).build();
      CheckResponse answer = trainer.ask(t -> t.calls().check(request));
      for (Problem problem : answer.getProblemsList()) {
        found.problems().add(placed(places, experiment, run, problem));
      }
      found.unchecked().addAll(answer.getUncheckedList());
    }
    return found;
  }

  /** A field of the leaf where the manifest has it; a row of the data by itself. */
  private static String placed(
      ManifestPlaces places, Experiment experiment, PlannedRun run, Problem problem) {
    String field = problem.getField();
    if (!LEAF_FIELD.matcher(field).matches()) {
      return field.isEmpty() ? problem.getMessage() : field + ": " + problem.getMessage();
    }
    return places
        .problem(experiment.metadata().getName(), run.config(), field, problem.getMessage())
        .toString();
  }
}
