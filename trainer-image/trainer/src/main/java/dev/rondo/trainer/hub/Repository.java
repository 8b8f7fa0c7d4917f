package dev.rondo.trainer.hub;

/**
 * A repository on a hub.
 *
 * @param kind what it holds
 * @param name {@code owner/name}; some old ones have no owner
 */
public record Repository(Kind kind, String name) {
  /** What a repository holds. */
  public enum Kind {
    /** Weights, configuration and tokenizer. */
    MODEL("models", ""),
    /** Rows. */
    DATASET("datasets", "datasets/");

    private final String plural;
    private final String pagePrefix;

    Kind(String plural, String pagePrefix) {
      this.plural = plural;
      this.pagePrefix = pagePrefix;
    }

    /** The name in API paths, URIs and cache folders. */
    String plural() {
      return plural;
    }
  }

  /** Path of its API, below the endpoint. */
  String apiPath() {
    return "/api/" + kind.plural + "/" + name;
  }

  /** Path of its page, below the endpoint; files are under {@code resolve/}. */
  String pagePath() {
    return "/" + kind.pagePrefix + name;
  }

  /** Its folder in the cache, such as {@code models--owner--name}. */
  String folder() {
    return kind.plural + "--" + name.replace("/", "--");
  }

  @Override
  public String toString() {
    return "hf://" + kind.pagePrefix + name;
  }
}
