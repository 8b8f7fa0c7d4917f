package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import dev.rondo.trainer.hub.Repository.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hf://owner/name@revision} for a model, {@code
 * hf://datasets/owner/name@revision/path?config=C&split=S} for data; the grammar is
 * huggingface_hub's, the query ours.
 *
 * @param repository which repository
 * @param revision branch, tag or commit; absent: {@code main}
 * @param path a file, folder or glob of a data set; empty: the whole repository
 * @param config the data set's configuration (subset); absent: its default
 * @param splits acceptable splits, the first there is serves; empty: {@code train}
 */
public record HubUri(
    Repository repository,
    Optional<String> revision,
    String path,
    Optional<String> config,
    List<String> splits) {
  private static final String SCHEME = "hf://";
  private static final String FORM =
      "write hf://owner/name@revision for a model, hf://datasets/owner/name@revision for data";
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<name>[^/@]+(?:/[^/@]+)?)"
              + "(?:@(?<revision>refs/(?:convert|pr)/[^/]+|[^/]*))?(?:/(?<path>.*))?");
  private static final Pattern SEGMENT =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?");
  private static final int LONGEST_NAME = 96;

  /** Whether a URI is for this package. */
  public static boolean isHubUri(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads a URI.
   *
   * @throws HubException saying what is wrong with it
   */
  public static HubUri parse(String text) throws HubException {
    if (!isHubUri(text)) {
      throw bad(text, "does not start with hf://");
    }
    String body = text.substring(SCHEME.length());
    int question = body.indexOf('?');
    String query = question < 0 ? "" : body.substring(question + 1);
    body = question < 0 ? body : body.substring(0, question);
    Kind kind = Kind.MODEL;
    if (body.startsWith("datasets/")) {
      kind = Kind.DATASET;
      body = body.substring("datasets/".length());
    } else if (body.startsWith("models/")) {
      body = body.substring("models/".length());
    } else if (body.matches("(spaces|kernels|buckets)/.*")) {
      throw bad(text, "is neither a model nor a data set");
    }
    Matcher parts = PARTS.matcher(body);
    if (!parts.matches()) {
      throw bad(text, "names no repository");
    }
    String name = parts.group("name");
    if (name.length() > LONGEST_NAME || !isRepositoryName(name)) {
      throw bad(text, "names no repository: '" + name + "' is not an owner/name");
    }
    String revision = parts.group("revision");
    if (revision != null && revision.isEmpty()) {
      throw bad(text, "has nothing after the @");
    }
    String path = parts.group("path") == null ? "" : parts.group("path").replaceFirst("/+$", "");
    if (kind == Kind.MODEL && !path.isEmpty()) {
      throw bad(text, "names a path inside a model; the whole repository is the model");
    }
    if (List.of(path.split("/", -1)).contains("..") || path.contains("//")) {
      throw bad(text, "has a path that leaves the repository");
    }
    return new HubUri(
            new Repository(kind, name),
            Optional.ofNullable(revision).map(HubUri::decode),
            path,
            Optional.empty(),
            List.of())
        .withQuery(text, query);
  }

  private HubUri withQuery(String text, String query) throws HubException {
    Optional<String> chosenConfig = Optional.empty();
    List<String> chosenSplits = List.of();
    for (String pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
      String value = decode(pair.substring(pair.indexOf('=') + 1));
      if (repository.kind() == Kind.DATASET && pair.startsWith("config=")) {
        chosenConfig = Optional.of(value);
      } else if (repository.kind() == Kind.DATASET && pair.startsWith("split=")) {
        if (!value.matches("\\w+(\\.\\w+)*")) {
          throw bad(
              text, "asks for split '" + value + "'; give one split's name, and `limit` for less");
        }
        chosenSplits = List.of(value);
      } else {
        throw bad(text, "has '" + pair + "'; a data set takes config= and split=, a model nothing");
      }
    }
    return new HubUri(repository, revision, path, chosenConfig, chosenSplits);
  }

  /** The revision to ask for. */
  String revisionOrMain() {
    return revision.orElse("main");
  }

  /** The same repository at exactly this commit: what to record, and to resolve again later. */
  public HubUri pinned(String commit) {
    return new HubUri(repository, Optional.of(commit), path, config, splits);
  }

  /**
   * For a model or an adapter.
   *
   * @throws HubException if this is a data set
   */
  public HubUri forModel() throws HubException {
    return of(Kind.MODEL, "a model");
  }

  /**
   * For training rows: {@code train} unless a split is named.
   *
   * @throws HubException if this is a model
   */
  public HubUri forTraining() throws HubException {
    return of(Kind.DATASET, "data").splitOr(List.of("train"));
  }

  /**
   * For evaluation rows: {@code validation}, else {@code test}, unless a split is named.
   *
   * @throws HubException if this is a model
   */
  public HubUri forEvaluation() throws HubException {
    return of(Kind.DATASET, "data").splitOr(List.of("validation", "test"));
  }

  private HubUri of(Kind wanted, String what) throws HubException {
    if (repository.kind() != wanted) {
      throw bad(toString(), "is not " + what);
    }
    return this;
  }

  private HubUri splitOr(List<String> accepted) {
    return splits.isEmpty() ? withSplits(accepted) : this;
  }

  private HubUri withSplits(List<String> accepted) {
    return new HubUri(repository, revision, path, config, accepted);
  }

  private static boolean isRepositoryName(String name) {
    return !name.contains("--")
        && !name.contains("..")
        && !name.endsWith(".git")
        && List.of(name.split("/", -1)).stream().allMatch(s -> SEGMENT.matcher(s).matches());
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static HubException bad(String text, String why) {
    return new HubException(Reason.BAD_URI, "'%s' %s; %s".formatted(text, why, FORM));
  }

  /** The URI again; {@link #parse} reads it as this. */
  @Override
  public String toString() {
    List<String> query = new ArrayList<>();
    config.ifPresent(c -> query.add("config=" + URLEncoder.encode(c, StandardCharsets.UTF_8)));
    if (splits.size() == 1) {
      query.add("split=" + splits.getFirst());
    }
    return repository
        + revision.map(r -> "@" + (r.startsWith("refs/") ? r : r.replace("/", "%2F"))).orElse("")
        + (path.isEmpty() ? "" : "/" + path)
        + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }
}
