package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which files of a data set repository hold the rows that a URI asks for. */
final class DatasetFiles {
  /** Kinds of files that rows are read from, the favourite first. */
  private static final List<String> FORMATS = List.of("parquet", "jsonl", "json", "csv");

  private static final Set<String> NO_DATA =
      Set.of("config.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json");
  private static final Pattern CONVERTED =
      Pattern.compile("(?<config>[^/]+)/(?:partial-)?(?<split>[^/]+)/\\d{4}\\.parquet");

  private DatasetFiles() {}

  /** Whether there is a file that rows can be read from. */
  static boolean anyReadable(List<String> files) {
    return files.stream().anyMatch(DatasetFiles::isReadable);
  }

  /**
   * The files of the wanted configuration and split, in the order of their rows, all of one format.
   *
   * @throws HubException listing what there is, where what is wanted is not
   */
  static List<String> choose(HubUri uri, DatasetCard card, List<String> listed)
      throws HubException {
    List<String> readable = listed.stream().filter(DatasetFiles::isReadable).toList();
    Map<String, List<String>> splits =
        uri.path().isEmpty() ? ofRepository(uri, card, readable) : ofPath(uri, readable);
    List<String> accepted = uri.splits().isEmpty() ? List.of("train") : uri.splits();
    for (String split : accepted) {
      if (splits.containsKey(split)) {
        return ofOneFormat(splits.get(split));
      }
    }
    throw new HubException(
        Reason.NOT_FOUND,
        "%s has no split %s; it has %s. Choose one with ?split="
            .formatted(uri.repository(), String.join(" or ", accepted), splits.keySet()));
  }

  private static Map<String, List<String>> ofPath(HubUri uri, List<String> files)
      throws HubException {
    String path = uri.path();
    if (!GlobPattern.isGlob(path) && !files.contains(path)) {
      List<String> inside = files.stream().filter(f -> f.startsWith(path + "/")).toList();
      if (inside.isEmpty()) {
        throw new HubException(
            Reason.NOT_FOUND,
            "%s has no file or folder '%s' with %s; it has %s"
                .formatted(uri.repository(), path, FORMATS, some(files)));
      }
      return inFolder(path, inside);
    }
    List<String> matching = matching(List.of(path), files);
    if (matching.isEmpty()) {
      throw new HubException(
          Reason.NOT_FOUND,
          "nothing in %s matches '%s'; it has %s".formatted(uri.repository(), path, some(files)));
    }
    // A path is the choice itself, as `data_files` is to `load_dataset`: its rows serve as any
    // split.
    List<String> named = uri.splits().isEmpty() ? List.of("train") : uri.splits();
    return named.stream().collect(Collectors.toMap(Function.identity(), split -> matching));
  }

  private static Map<String, List<String>> ofRepository(
      HubUri uri, DatasetCard card, List<String> files) throws HubException {
    if (!files.isEmpty() && files.stream().allMatch(f -> CONVERTED.matcher(f).matches())) {
      return ofConverted(uri, files);
    }
    Optional<DatasetCard.Config> chosen = card.choose(uri.repository(), uri.config());
    if (chosen.isEmpty()) {
      return SplitPatterns.resolve(files);
    }
    String folder = chosen.get().folder().replaceFirst("^\\./", "").replaceFirst("/+$", "");
    List<String> inside =
        folder.isEmpty() ? files : files.stream().filter(f -> f.startsWith(folder + "/")).toList();
    if (chosen.get().splits().isEmpty()) {
      return inFolder(folder, inside);
    }
    Map<String, List<String>> splits = new LinkedHashMap<>();
    chosen
        .get()
        .splits()
        .forEach((split, globs) -> {
          String prefix = folder.isEmpty() ? "" : folder + "/";
          List<String> matching =
              matching(globs.stream().map(glob -> prefix + glob).toList(), inside);
          if (!matching.isEmpty()) {
            splits.put(split, matching);
          }
        });
    return splits;
  }

  /** The hub's own conversion, {@code refs/convert/parquet}: configuration, split, number. */
  private static Map<String, List<String>> ofConverted(HubUri uri, List<String> files)
      throws HubException {
    Map<String, Map<String, List<String>>> configs = new TreeMap<>();
    for (String file : files) {
      Matcher parts = CONVERTED.matcher(file);
      if (parts.matches()) {
        configs
            .computeIfAbsent(parts.group("config"), name -> new LinkedHashMap<>())
            .computeIfAbsent(parts.group("split"), name -> new ArrayList<>())
            .add(file);
      }
    }
    String only = configs.size() == 1 ? configs.keySet().iterator().next() : "default";
    String wanted = uri.config().orElse(only);
    if (!configs.containsKey(wanted)) {
      throw new HubException(
          Reason.NOT_FOUND,
          "%s has no configuration '%s'; choose one with ?config=: %s"
              .formatted(uri.repository(), wanted, configs.keySet()));
    }
    return configs.get(wanted);
  }

  private static Map<String, List<String>> inFolder(String folder, List<String> files) {
    if (folder.isEmpty()) {
      return SplitPatterns.resolve(files);
    }
    Map<String, List<String>> splits = new LinkedHashMap<>();
    int prefix = folder.length() + 1;
    SplitPatterns.resolve(files.stream().map(file -> file.substring(prefix)).toList())
        .forEach((split, relative) ->
            splits.put(split, relative.stream().map(file -> folder + "/" + file).toList()));
    return splits;
  }

  private static List<String> matching(List<String> globs, List<String> files) {
    List<String> matching = new ArrayList<>();
    for (String glob : globs) {
      Pattern pattern = GlobPattern.compile(glob.replaceFirst("^\\./", ""));
      files.stream()
          .filter(file -> file.equals(glob) || pattern.matcher(file).matches())
          .filter(file -> !matching.contains(file))
          .forEach(matching::add);
    }
    return matching;
  }

  /** The most common format's files, as {@code datasets} chooses its reader. */
  private static List<String> ofOneFormat(List<String> files) {
    Map<String, List<String>> byFormat =
        files.stream().collect(Collectors.groupingBy(DatasetFiles::extension));
    int most = byFormat.values().stream().mapToInt(List::size).max().orElse(0);
    return FORMATS.stream()
        .map(format -> byFormat.getOrDefault(format, List.of()))
        .filter(some -> some.size() == most)
        .findFirst()
        .orElse(List.of());
  }

  private static boolean isReadable(String file) {
    List<String> parts = List.of(file.split("/", -1));
    return FORMATS.contains(extension(file))
        && !NO_DATA.contains(parts.getLast())
        && parts.stream().noneMatch(part -> part.startsWith(".") || part.startsWith("__"));
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String some(List<String> files) {
    return files.stream().limit(8).toList() + (files.size() > 8 ? " and more" : "");
  }
}
