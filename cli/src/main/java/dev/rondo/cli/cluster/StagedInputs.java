package dev.rondo.cli.cluster;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.search.PlannedRun;
import dev.rondo.core.search.RunPlan;
import dev.rondo.scheduler.store.LeafJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files beside a manifest that its relative URIs name. On the experiment's volume they lie
 * under the same names.
 *
 * @param base the manifest's directory
 * @param names relative to it
 */
record StagedInputs(Path base, List<Path> names) {
  static StagedInputs of(Experiment experiment, Path base) {
    return new StagedInputs(base, names(experiment));
  }

  private static List<Path> names(Experiment experiment) {
    return RunPlan.of(experiment).runs().stream()
        .map(PlannedRun::spec)
        .flatMap(spec -> LeafJson.uris(spec).stream())
        .distinct()
        .filter(uri -> !uri.contains("://") && !Path.of(uri).isAbsolute())
        .map(Path::of)
        .sorted()
        .toList();
  }

  /** Those that an experiment on the cluster does not name yet; all, if it was not accepted. */
  StagedInputs without(ExperimentResource there) {
    boolean isAccepted =
        there.getStatus() != null
            && Conditions.find(there.getStatus().conditions(), ConditionTypes.ACCEPTED)
                .filter(accepted -> accepted.status().equals("True"))
                .isPresent();
    if (!isAccepted) {
      return this;
    }
    List<Path> known = names(there.toExperiment());
    return new StagedInputs(base, names.stream().filter(name -> !known.contains(name)).toList());
  }

  /** What can't be staged, each in a line: not there, or outside of the manifest's directory. */
  List<String> problems() {
    Stream<String> outside =
        names.stream()
            .filter(name -> name.normalize().startsWith(".."))
            .map(name ->
                name + " is not in the manifest's directory: move it there, or name it by pvc://");
    Stream<String> absent =
        names.stream()
            .filter(name -> Files.notExists(base.resolve(name)))
            .map(name -> base.resolve(name) + " does not exist");
    return Stream.concat(outside, absent).toList();
  }
}
