package dev.rondo.trainer.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits by the names of files and folders, as {@code datasets.data_files} finds them. */
final class SplitPatterns {
  private static final Pattern SHARDED =
      Pattern.compile("data/([^/]*?)-\\d{5}-of-\\d{5}[^/]*\\..*");
  private static final Map<String, String> KEYWORDS = new LinkedHashMap<>();

  static {
    KEYWORDS.put("train", "train|training");
    KEYWORDS.put("validation", "validation|valid|dev|val");
    KEYWORDS.put("test", "test|testing|eval|evaluation");
  }

  private SplitPatterns() {}

  /**
   * Files by split; the first rule that finds any decides: {@code data/SPLIT-00000-of-00001.*}, a
   * folder named for a split, a file named for one, else all are {@code train}.
   */
  static Map<String, List<String>> resolve(List<String> files) {
    Map<String, List<String>> sharded = new TreeMap<>();
    for (String file : files) {
      Matcher shard = SHARDED.matcher(file);
      if (shard.matches()) {
        sharded.computeIfAbsent(shard.group(1), split -> new ArrayList<>()).add(file);
      }
    }
    if (!sharded.isEmpty()) {
      return sharded;
    }
    Map<String, List<String>> byFolder = byKeyword(files, SplitPatterns::inFolder);
    if (!byFolder.isEmpty()) {
      return byFolder;
    }
    Map<String, List<String>> byName = byKeyword(files, SplitPatterns::inName);
    return byName.isEmpty() && !files.isEmpty() ? Map.of("train", files) : byName;
  }

  private interface Rule {
    Predicate<String> of(String keywords);
  }

  private static Map<String, List<String>> byKeyword(List<String> files, Rule rule) {
    Map<String, List<String>> splits = new LinkedHashMap<>();
    KEYWORDS.forEach((split, keywords) -> {
      List<String> matching = files.stream().filter(rule.of(keywords)).toList();
      if (!matching.isEmpty()) {
        splits.put(split, matching);
      }
    });
    return splits;
  }

  private static Predicate<String> inFolder(String keywords) {
    return Pattern.compile(
            "(?:.*/)?(?:[^/]*[-._ 0-9])?(?:%s)(?:[-._ 0-9][^/]*)?/.*".formatted(keywords))
        .asMatchPredicate();
  }

  private static Predicate<String> inName(String keywords) {
    return Pattern.compile("(?:.*/)?(?:[^/]*[-._ 0-9])?(?:%s)[-._ 0-9][^/]*".formatted(keywords))
        .asMatchPredicate();
  }
}
