package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.net.http.HttpResponse;

/** Words for the hub's refusals: what it means, and what to do. */
final class HubErrors {
  private HubErrors() {}

  /**
   * For a response of 400 or above.
   *
   * @param asked what was asked of the repository: a revision or a file
   */
  static HubException of(
      HttpResponse<?> response, HubSettings settings, Repository repository, String asked) {
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    String said = response.headers().firstValue("X-Error-Message").orElse("");
    String page = settings.endpoint() + repository.pagePath();
    boolean anonymous = settings.token().isEmpty();
    int status = response.statusCode();
    return switch (code) {
      case "GatedRepo" ->
          denied(
              repository,
              "is gated: log in and accept its conditions at "
                  + page
                  + (anonymous
                      ? ", then set HF_TOKEN to a token of that account (or `hf auth login`)"
                      : ", with the account that HF_TOKEN belongs to; the token needs read access"
                          + " to gated repositories"),
              status,
              said);
      case "RevisionNotFound" ->
          notFound(
              repository,
              "has no revision '%s'; its branches and tags are listed at %s/tree/main"
                  .formatted(asked, page));
      case "EntryNotFound" ->
          notFound(repository, "has no file '%s'; see %s/tree/main".formatted(asked, page));
      case "RepoNotFound" -> missing(repository, page, anonymous, status, said);
      default ->
          switch (status) {
            case 401 ->
                said.startsWith("Invalid credentials")
                    ? denied(
                        repository,
                        "cannot be had: the hub does not know this token; give a valid one in"
                            + " HF_TOKEN, or none",
                        status,
                        said)
                    : missing(repository, page, anonymous, status, said);
            case 403 ->
                denied(
                    repository,
                    "cannot be had: "
                        + (anonymous
                            ? "set HF_TOKEN to a token that may read it"
                            : "the token in use may not read it; check its permissions")
                        + ", and that "
                        + page
                        + " opens in a browser",
                    status,
                    said);
            case 404 ->
                notFound(repository, "has no '%s' on this hub; see %s".formatted(asked, page));
            default ->
                new HubException(
                    status >= 500 || status == 429 || status == 408
                        ? Reason.UNREACHABLE
                        : Reason.UNUSABLE,
                    "%s: the hub at %s answers %d%s for '%s'; try again later"
                        .formatted(repository, settings.endpoint(), status, quoted(said), asked));
          };
    };
  }

  private static HubException missing(
      Repository repository, String page, boolean anonymous, int status, String said) {
    return denied(
        repository,
        "is not there, or is private: check the name at "
            + page
            + (anonymous
                ? "; for a private repository set HF_TOKEN (or `hf auth login`)"
                : "; for a private repository check that HF_TOKEN may read it"),
        status,
        said);
  }

  private static HubException denied(
      Repository repository, String message, int status, String said) {
    return new HubException(
        Reason.DENIED, "%s %s (%d%s)".formatted(repository, message, status, quoted(said)));
  }

  private static HubException notFound(Repository repository, String message) {
    return new HubException(Reason.NOT_FOUND, repository + " " + message);
  }

  private static String quoted(String said) {
    return said.isEmpty() ? "" : ", \"" + said + "\"";
  }
}
