package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.search.RunPlan;
import dev.rondo.core.validation.Reading;
import dev.rondo.scheduler.local.LocalConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo validate}: every problem of manifests at once. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Check manifests; list every problem with file, line and field.",
      "Looks at the manifest first. If that is whole, a trainer looks at the model's files, the"
          + " target modules, the templates, the first row of the data and the memory there is;"
          + " nothing is downloaded and nothing trained."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:valid", "2:not valid; every problem is listed"},
    footer = {
      "",
      "Examples:",
      "  rondo validate examples/*.yaml",
      "  rondo validate --manifest-only experiment.yaml"
    })
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Manifests.")
  private List<Path> files;

  @Option(
      names = "--manifest-only",
      description = "Do not look at models and data, which need not be here then.")
  private boolean manifestOnly;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  ValidateCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Map<Path, Reading.Accepted> readings = new LinkedHashMap<>();
    for (Path file : files) {
      Optional<Reading.Accepted> reading = Manifests.read(file, err);
      reading.ifPresent(accepted -> readings.put(file, accepted));
    }
    boolean valid = readings.size() == files.size();
    boolean any = readings.values().stream().anyMatch(r -> !r.experiments().isEmpty());
    if (manifestOnly || !any) {
      readings.forEach(this::tell);
      return valid ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
    try (StatusLine status = new StatusLine(err);
        OneTrainer trainer = OneTrainer.start(1, status)) {
      for (Map.Entry<Path, Reading.Accepted> entry : readings.entrySet()) {
        status.show("Checking " + entry.getKey());
        valid &= check(entry.getKey(), entry.getValue(), trainer, status);
      }
    }
    return valid ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private boolean check(Path file, Reading.Accepted reading, OneTrainer trainer, StatusLine status)
      throws IOException {
    boolean valid = true;
    for (Experiment experiment : reading.experiments()) {
      LocalConfigs configs = configs(file);
      TrainerProblems found =
          TrainerProblems.of(file, Files.readString(file), experiment, configs, trainer);
      status.clear();
      found.problems().forEach(spec.commandLine().getErr()::println);
      found
          .unchecked()
          .forEach(uri ->
              spec.commandLine()
                  .getOut()
                  .printf("%s: %s is not downloaded yet, so it was not looked at%n", file, uri));
      valid &= found.problems().isEmpty();
    }
    if (valid) {
      tell(file, reading);
    }
    return valid;
  }

  private static LocalConfigs configs(Path file) throws IOException {
    Path nowhere = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalConfigs(
        file.toAbsolutePath().getParent(), LocalDate.now(ZoneOffset.UTC), nowhere, List.of());
  }

  private void tell(Path file, Reading.Accepted reading) {
    PrintWriter out = spec.commandLine().getOut();
    for (Experiment experiment : reading.experiments()) {
      int runs = RunPlan.of(experiment).runs().size();
      out.printf(
          "%s: experiment %s is valid, %d run%s%n",
          file, experiment.metadata().getName(), runs, runs == 1 ? "" : "s");
    }
    reading
        .runs()
        .forEach(run -> out.printf("%s: run %s is valid%n", file, run.metadata().getName()));
  }
}
