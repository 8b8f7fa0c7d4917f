package dev.rondo.trainer.source;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.hub.HubClient;
import dev.rondo.trainer.hub.HubException;
import dev.rondo.trainer.hub.HubListener;
import dev.rondo.trainer.hub.HubUri;
import dev.rondo.trainer.hub.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files that one run's URIs name, and notes the commit of each hub URI. What cannot be
 * had is a problem of its field.
 */
public final class Sources {
  private final Hub hub;
  private final Map<String, String> pins;
  private final HubListener listener;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> absent = new LinkedHashSet<>();
  private final List<Problem> downloadable = new ArrayList<>();
  private final Map<String, String> revisions = new LinkedHashMap<>();

  /** How a hub is reached; asked for only where a URI needs one. */
  public interface Hub {
    /** A client with the settings of this process. */
    HubClient client() throws IOException;
  }

  /**
   * Finds nothing yet.
   *
   * @param pins commits that hub URIs were fixed to before
   * @param listener hears of downloads
   */
  public Sources(Hub hub, Map<String, String> pins, HubListener listener) {
    this.hub = hub;
    this.pins = Map.copyOf(pins);
    this.listener = listener;
  }

  /** A directory: of a model, or of an adapter. */
  public Optional<Path> directory(String field, String uri) throws InterruptedException {
    if (HubUri.isHubUri(uri)) {
      return snapshot(field, uri, Use.MODEL).map(Snapshot::directory);
    }
    Path path = Path.of(uri);
    if (!Files.isDirectory(path)) {
      problems.add(new Problem(field, path + " is no directory"));
      return Optional.empty();
    }
    return Optional.of(path);
  }

  /** Files of rows for training, in the order of their rows. */
  public List<Path> trainingFiles(String field, String uri) throws InterruptedException {
    return files(field, uri, Use.TRAINING);
  }

  /** Files of rows for evaluation, in the order of their rows. */
  public List<Path> evaluationFiles(String field, String uri) throws InterruptedException {
    return files(field, uri, Use.EVALUATION);
  }

  /** What was not there, or not to be had. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Hub URIs that are not in the cache, where only the cache was asked. */
  public List<String> absent() {
    return List.copyOf(absent);
  }

  /** Those of the problems that a download would end. */
  public List<Problem> downloadable() {
    return List.copyOf(downloadable);
  }

  /** The commit of each hub URI that was found. */
  public Map<String, String> revisions() {
    return Map.copyOf(revisions);
  }

  private static HubUri asked(String text, Use use) throws HubException {
    HubUri uri = HubUri.parse(text);
    return switch (use) {
      case MODEL -> uri.forModel();
      case TRAINING -> uri.forTraining();
      case EVALUATION -> uri.forEvaluation();
    };
  }

  private enum Use {
    MODEL,
    TRAINING,
    EVALUATION
  }

  private List<Path> files(String field, String uri, Use use) throws InterruptedException {
    if (HubUri.isHubUri(uri)) {
      return snapshot(field, uri, use).map(Snapshot::files).orElse(List.of());
    }
    Path path = Path.of(uri);
    if (!Files.isRegularFile(path)) {
      problems.add(new Problem(field, path + " is no file"));
      return List.of();
    }
    return List.of(path);
  }

  private Optional<Snapshot> snapshot(String field, String text, Use use)
      throws InterruptedException {
    try {
      HubUri uri = asked(text, use);
      Snapshot found =
          hub.client().resolve(pins.containsKey(text) ? uri.pinned(pins.get(text)) : uri, listener);
      revisions.put(text, found.revision());
      return Optional.of(found);
    } catch (HubException refused) {
      Problem problem = new Problem(field, refused.getMessage());
      problems.add(problem);
      if (refused.reason() == HubException.Reason.OFFLINE) {
        absent.add(text);
        downloadable.add(problem);
      }
    } catch (IOException failed) {
      problems.add(new Problem(field, text + ": " + failed.getMessage()));
    }
    return Optional.empty();
  }
}
