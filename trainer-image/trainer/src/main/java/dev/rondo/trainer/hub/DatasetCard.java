package dev.rondo.trainer.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rondo.trainer.hub.HubException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configurations that a data set's card ({@code README.md}) declares.
 *
 * @param configs in the card's order
 */
record DatasetCard(List<Config> configs) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\s*\\R(.*?)\\R---\\s*(?:\\R|\\z)", Pattern.DOTALL);

  /** A repository without a card, or one that declares nothing. */
  static final DatasetCard EMPTY = new DatasetCard(List.of());

  /**
   * One configuration.
   *
   * @param name config_name
   * @param isDefault whether it says so
   * @param folder data_dir; empty: the repository
   * @param splits data_files: globs by split; empty: by the files' names
   */
  record Config(String name, boolean isDefault, String folder, Map<String, List<String>> splits) {}

  /**
   * Reads a card.
   *
   * @throws HubException if its front matter is not YAML
   */
  static DatasetCard parse(Repository repository, String readme) throws HubException {
    Matcher front = FRONT_MATTER.matcher(readme);
    if (!front.find()) {
      return EMPTY;
    }
    try {
      List<Config> configs = new ArrayList<>();
      for (JsonNode config : YAML.readTree(front.group(1)).path("configs")) {
        configs.add(
            new Config(
                config.path("config_name").asText("default"),
                config.path("default").asBoolean(false),
                config.path("data_dir").asText(""),
                splits(config.path("data_files"))));
      }
      return new DatasetCard(List.copyOf(configs));
    } catch (IOException unreadable) {
      throw new HubException(
          Reason.UNUSABLE,
          repository
              + " has a README.md whose front matter is not YAML: "
              + unreadable.getMessage());
    }
  }

  private static Map<String, List<String>> splits(JsonNode dataFiles) {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    for (JsonNode entry : dataFiles.isArray() ? dataFiles : YAML.createArrayNode().add(dataFiles)) {
      String split = entry.path("split").asText("train");
      JsonNode paths = entry.isObject() ? entry.path("path") : entry;
      List<String> globs = splits.computeIfAbsent(split, name -> new ArrayList<>());
      if (paths.isArray()) {
        paths.forEach(path -> globs.add(path.asText()));
      } else if (paths.isTextual()) {
        globs.add(paths.asText());
      }
    }
    splits.values().removeIf(List::isEmpty);
    return splits;
  }

  /**
   * The named configuration, else the default one: the only one, one named {@code default}, or one
   * that says so.
   *
   * @return empty if the card declares none and none is named
   * @throws HubException listing the names where the choice is open
   */
  Optional<Config> choose(Repository repository, Optional<String> wanted) throws HubException {
    List<String> names = configs.stream().map(Config::name).toList();
    if (wanted.isPresent()) {
      if (configs.isEmpty() && wanted.get().equals("default")) {
        return Optional.empty();
      }
      return Optional.of(
          configs.stream()
              .filter(config -> config.name().equals(wanted.get()))
              .findFirst()
              .orElseThrow(() -> noConfig(repository, wanted.get(), names)));
    }
    if (configs.size() <= 1) {
      return configs.stream().findFirst();
    }
    return Optional.of(
        configs.stream()
            .filter(config -> config.isDefault() || config.name().equals("default"))
            .findFirst()
            .orElseThrow(() ->
                new HubException(
                    Reason.NOT_FOUND,
                    "%s has several configurations; choose one with ?config=: %s"
                        .formatted(repository, names))));
  }

  private static HubException noConfig(Repository repository, String wanted, List<String> names) {
    return new HubException(
        Reason.NOT_FOUND,
        "%s has no configuration '%s'; it has %s"
            .formatted(repository, wanted, names.isEmpty() ? "[default]" : names));
  }
}
