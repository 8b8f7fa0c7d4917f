package dev.rondo.trainer.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.hub.HubException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's questions and answers about repositories and files. */
final class HubApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  private final HubSettings settings;
  private final HubTransport transport;

  HubApi(HubSettings settings, HubTransport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  /** The commit of a revision, and its files. */
  RepositoryListing list(Repository repository, String revision, int tries)
      throws IOException, InterruptedException {
    URI uri = uri(repository.apiPath() + "/revision/" + quoted(revision));
    JsonNode info = json(get(repository, revision, uri, tries), uri);
    String commit = info.path("sha").asText("");
    if (!HubCache.isCommit(commit)) {
      throw notAHub(uri);
    }
    List<String> files = new ArrayList<>();
    if (info.path("siblings").isArray()) {
      info.path("siblings").forEach(file -> files.add(file.path("rfilename").asText()));
    } else {
      walk(repository, commit, tries, files);
    }
    for (String file : files) {
      if (file.startsWith("/") || List.of(file.split("/", -1)).contains("..")) {
        throw new HubException(
            Reason.UNUSABLE, repository + " names a file outside itself: '" + file + "'");
      }
    }
    return new RepositoryListing(commit, files);
  }

  private void walk(Repository repository, String commit, int tries, List<String> into)
      throws IOException, InterruptedException {
    Optional<URI> page =
        Optional.of(uri(repository.apiPath() + "/tree/" + commit + "?recursive=true"));
    while (page.isPresent()) {
      HttpResponse<String> response = get(repository, commit, page.get(), tries);
      for (JsonNode entry : json(response, page.get())) {
        if (entry.path("type").asText().equals("file")) {
          into.add(entry.path("path").asText());
        }
      }
      Matcher next = NEXT_PAGE.matcher(response.headers().firstValue("Link").orElse(""));
      page = next.find() ? Optional.of(page.get().resolve(next.group(1))) : Optional.empty();
    }
  }

  /** What a file of a commit is. */
  FileMetadata metadata(Repository repository, String commit, String file, int tries)
      throws IOException, InterruptedException {
    URI uri = file(repository, commit, file);
    HttpResponse<Void> response =
        transport.send("HEAD", uri, Map.of(), BodyHandlers.discarding(), tries);
    if (response.statusCode() >= 400) {
      throw HubErrors.of(response, settings, repository, file);
    }
    HttpHeaders headers = response.headers();
    String etag =
        headers
            .firstValue("X-Linked-Etag")
            .or(() -> headers.firstValue("ETag"))
            .map(text -> text.replaceFirst("^W/", "").replace("\"", ""))
            .orElse("");
    if (!etag.matches("[A-Za-z0-9._+=-]+") || etag.startsWith(".")) {
      throw notAHub(uri);
    }
    OptionalLong size = headers.firstValueAsLong("X-Linked-Size");
    if (size.isEmpty() && response.statusCode() / 100 == 2) {
      size = headers.firstValueAsLong("Content-Length");
    }
    return new FileMetadata(file, etag, size);
  }

  /** Where a file's bytes are. */
  URI file(Repository repository, String commit, String file) {
    String path =
        List.of(file.split("/", -1)).stream()
            .map(HubApi::quoted)
            .reduce((head, tail) -> head + "/" + tail)
            .orElseThrow();
    return uri(repository.pagePath() + "/resolve/" + quoted(commit) + "/" + path);
  }

  private HttpResponse<String> get(Repository repository, String asked, URI uri, int tries)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        transport.send("GET", uri, Map.of(), BodyHandlers.ofString(), tries);
    if (response.statusCode() >= 400) {
      throw HubErrors.of(response, settings, repository, asked);
    }
    return response;
  }

  private JsonNode json(HttpResponse<String> response, URI uri) throws IOException {
    try {
      return JSON.readTree(response.body());
    } catch (IOException unreadable) {
      throw notAHub(uri);
    }
  }

  private URI uri(String path) {
    return URI.create(settings.endpoint() + path);
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HubException notAHub(URI uri) {
    return new HubException(
        Reason.UNREACHABLE,
        uri + " does not answer as a Hugging Face hub does; check HF_ENDPOINT and the proxy");
  }
}
