package dev.rondo.operator.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Acts as somebody, and notes what was asked of the API server as RBAC sees it: {@code
 * group/resource verb}.
 *
 * @param headers of impersonation
 * @param rights what was asked for
 */
public record RecordedRequests(Map<String, String> headers, Set<String> rights)
    implements Interceptor {
  private static final int CREATED = 201;
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/v[^/]+/(?:namespaces/[^/]+/)?(?<resource>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

  /** Acts as a service account. */
  public static RecordedRequests as(String namespace, String account) {
    return new RecordedRequests(
        Map.of(
            "Impersonate-User",
            "system:serviceaccount:" + namespace + ":" + account,
            "Impersonate-Group",
            "system:serviceaccounts"),
        new ConcurrentSkipListSet<>());
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    headers.forEach(builder::setHeader);
    note(request, false);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    // An apply that makes an object needs the right to create it.
    note(request, request.method().equals("PATCH") && response.code() == CREATED);
  }

  private void note(HttpRequest request, boolean created) {
    Matcher path = PATH.matcher(request.uri().getPath());
    if (!path.matches()) {
      return;
    }
    String group = path.group("group") == null ? "" : path.group("group");
    String resource =
        path.group("sub") == null
            ? path.group("resource")
            : path.group("resource") + "/" + path.group("sub");
    String query = request.uri().getQuery() == null ? "" : request.uri().getQuery();
    String verb =
        switch (request.method()) {
          case "GET" ->
              query.contains("watch=true") ? "watch" : path.group("name") == null ? "list" : "get";
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> created ? "create" : "patch";
          case "DELETE" -> "delete";
          default -> request.method();
        };
    rights.add(group + "/" + resource + " " + verb);
  }
}
