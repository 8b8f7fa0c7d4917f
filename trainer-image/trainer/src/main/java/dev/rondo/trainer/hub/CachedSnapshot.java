package dev.rondo.trainer.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.hub.HubException.Reason;
import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an earlier download, ours or Python's, left of a repository. */
final class CachedSnapshot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONVERTED = "refs/convert/parquet";

  /** Which of a commit's files a URI means. */
  interface Choice {
    List<String> of(HubUri uri, List<String> files, Path snapshot) throws IOException;
  }

  private final HubCache cache;
  private final Choice choice;

  CachedSnapshot(HubCache cache, Choice choice) {
    this.cache = cache;
    this.choice = choice;
  }

  /**
   * The files of a URI, if all of them are in the cache.
   *
   * @throws HubException saying what is not there
   */
  Snapshot find(HubUri uri) throws IOException {
    Repository repository = uri.repository();
    Optional<String> commit = commit(uri, uri.revisionOrMain());
    if (commit.isEmpty() && repository.kind() == Kind.DATASET && uri.revision().isEmpty()) {
      commit = commit(uri, CONVERTED);
    }
    if (commit.isEmpty()) {
      throw notThere(uri, "has nothing of it");
    }
    Path directory = cache.snapshot(repository, commit.get());
    List<String> present = present(directory);
    List<String> chosen = choice.of(uri, listed(repository, commit.get(), present), directory);
    List<String> missing = new ArrayList<>(chosen);
    missing.removeAll(present);
    missing.addAll(Shards.missing(chosen));
    if (!missing.isEmpty()) {
      throw notThere(uri, "lacks " + missing);
    }
    return new Snapshot(directory, commit.get(), chosen.stream().map(directory::resolve).toList());
  }

  private Optional<String> commit(HubUri uri, String revision) throws IOException {
    return cache
        .commit(uri.repository(), revision)
        .filter(commit -> Files.isDirectory(cache.snapshot(uri.repository(), commit)));
  }

  /**
   * The commit's files by huggingface_hub's listing where it left one, else those that are there.
   */
  private List<String> listed(Repository repository, String commit, List<String> present)
      throws IOException {
    Path tree = cache.tree(repository, commit);
    if (!Files.isRegularFile(tree)) {
      return present;
    }
    List<String> files = new ArrayList<>();
    try {
      JSON.readTree(tree.toFile()).path("files").fieldNames().forEachRemaining(files::add);
    } catch (JacksonException otherVersion) {
      return present;
    }
    return files.isEmpty() ? present : files.stream().sorted().toList();
  }

  private static List<String> present(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private HubException notThere(HubUri uri, String what) {
    return new HubException(
        Reason.OFFLINE,
        "%s cannot be had offline: the cache %s %s; unset HF_HUB_OFFLINE once to download it"
            .formatted(uri, cache.root(), what));
  }
}
