package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.search.RunPlan;
import dev.rondo.core.validation.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo validate}: every problem of manifests at once. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check manifests; list every problem with file, line and field.")
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Manifests.")
  private List<Path> files;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  ValidateCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int code = ExitCode.OK;
    for (Path file : files) {
      Optional<Reading.Accepted> reading = Manifests.read(file, spec.commandLine().getErr());
      if (reading.isEmpty()) {
        code = ExitCode.BAD_INPUT;
        continue;
      }
      for (Experiment experiment : reading.get().experiments()) {
        int runs = RunPlan.of(experiment).runs().size();
        out.printf(
            "%s: experiment %s is valid, %d run%s%n",
            file, experiment.metadata().getName(), runs, runs == 1 ? "" : "s");
      }
      reading
          .get()
          .runs()
          .forEach(run -> out.printf("%s: run %s is valid%n", file, run.metadata().getName()));
    }
    return code;
  }
}
