package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded run of TRL; {@code references/README.md} describes its files.
 *
 * @param root the directory that model and data paths of the case are relative to
 * @param directory the case's own
 * @param definition {@code case.json}: what was run
 * @param trajectory {@code trajectory.json}: what TRL logged
 */
record ReferenceCase(Path root, Path directory, JsonNode definition, JsonNode trajectory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The cases under {@code root/cases} whose name matches one of the globs, by name. */
  static List<ReferenceCase> matching(Path root, List<String> globs) throws IOException {
    List<PathMatcher> matchers =
        globs.stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    List<ReferenceCase> cases = new ArrayList<>();
    try (Stream<Path> directories = Files.list(root.resolve("cases"))) {
      for (Path directory : directories.sorted().toList()) {
        boolean wanted =
            matchers.stream().anyMatch(matcher -> matcher.matches(directory.getFileName()));
        if (wanted && Files.isRegularFile(directory.resolve("case.json"))) {
          cases.add(
              new ReferenceCase(
                  root,
                  directory,
                  JSON.readTree(directory.resolve("case.json").toFile()),
                  JSON.readTree(directory.resolve("trajectory.json").toFile())));
        }
      }
    }
    return List.copyOf(cases);
  }

  String name() {
    return directory.getFileName().toString();
  }

  /** Whether TRL computed in bfloat16; such cases have bounds of their own. */
  boolean bf16() {
    return definition.path("args").path("bf16").asBoolean(false);
  }

  /** Whether the case generates what it trains on: GRPO. */
  boolean generates() {
    return definition.path("trainer").asText().equals("grpo");
  }

  boolean fullFineTuning() {
    return !definition.hasNonNull("lora");
  }

  /** What TRL had before the first step. */
  Path initialTensors() {
    return fullFineTuning()
        ? root.resolve(definition.path("model").asText()).resolve("model.safetensors")
        : directory.resolve("init_adapter/adapter_model.safetensors");
  }

  /** What TRL had after the last step. */
  Path finalTensors() {
    return directory.resolve(
        fullFineTuning()
            ? "final_model/model.safetensors"
            : "final_adapter/adapter_model.safetensors");
  }

  /** Where a run of ours, whose folder is given, leaves what it ends with. */
  Path outputOf(Path run) {
    return run.resolve(
        fullFineTuning() ? "model/model.safetensors" : "adapter/adapter_model.safetensors");
  }
}
