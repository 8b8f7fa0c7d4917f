package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.model.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The weights of a PEFT adapter directory, held against the layout they are to fill. */
final class AdapterFile {
  private static final String FIELD = "peft.init_from";

  private AdapterFile() {}

  /**
   * Opens {@code adapter_model.safetensors}.
   *
   * @throws RefusedException naming every tensor that is missing, of another shape, or not targeted
   */
  static SafeTensors open(Path directory, ParameterLayout layout) throws RefusedException {
    SafeTensors file = open(directory);
    List<Problem> problems = new ArrayList<>();
    Set<String> wanted =
        layout.tensors().stream().map(ParameterLayout.Tensor::name).collect(Collectors.toSet());
    for (String name : file.names()) {
      if (!wanted.contains(name)) {
        problems.add(problem(directory, "has " + name + ", which target_modules leaves out"));
      }
    }
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      if (!file.has(tensor.name())) {
        problems.add(problem(directory, "lacks " + tensor.name()));
      } else if (!file.shape(tensor.name()).equals(tensor.shape())) {
        problems.add(
            problem(
                directory,
                "%s has shape %s, this configuration wants %s"
                    .formatted(tensor.name(), file.shape(tensor.name()), tensor.shape())));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return file;
  }

  private static SafeTensors open(Path directory) throws RefusedException {
    try {
      return SafeTensors.open(directory.resolve("adapter_model.safetensors"));
    } catch (IOException unreadable) {
      throw new RefusedException(FIELD, directory + " has no readable adapter_model.safetensors");
    }
  }

  private static Problem problem(Path directory, String message) {
    return new Problem(FIELD, directory + " " + message);
  }
}
