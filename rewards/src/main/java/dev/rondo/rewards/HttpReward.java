package dev.rondo.rewards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks an HTTP endpoint: {@code POST {"reward": NAME, "samples": [{prompt, completion, tokens,
 * ended, row}]}}, answered by {@code {"rewards": [number or null, …]}}.
 *
 * @param name of the reward, told to the endpoint
 * @param url http or https
 * @param timeout of one request
 * @param retries after a request that failed in a way that may pass
 * @param batchSize samples of one request
 * @param authorization value of the Authorization header now; empty: there is none
 */
record HttpReward(
    String name,
    URI url,
    Duration timeout,
    int retries,
    int batchSize,
    Supplier<Optional<String>> authorization)
    implements Reward {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Python writes NaN as it is. */
  private static final ObjectMapper ANSWER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int SHOWN = 200;

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public List<Double> of(List<Sample> samples) throws RewardException {
    List<Double> rewards = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build()) {
      for (int from = 0; from < samples.size(); from += batchSize) {
        List<Sample> batch = samples.subList(from, Math.min(samples.size(), from + batchSize));
        rewards.addAll(ask(client, batch));
      }
    }
    return rewards;
  }

  private List<Double> ask(HttpClient client, List<Sample> batch) throws RewardException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 0; ; attempt++) {
      try {
        return askOnce(client, batch);
      } catch (RewardException failed) {
        if (!failed.mayPass() || attempt == retries) {
          throw failed;
        }
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private List<Double> askOnce(HttpClient client, List<Sample> batch) throws RewardException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(batch)));
    authorization.get().ifPresent(value -> request.header("Authorization", value));
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      String why = unreachable.getMessage() == null ? "no connection" : unreachable.getMessage();
      throw new RewardException(
          "%s did not answer within %s s (%s)".formatted(url, timeout.toSeconds(), why), true);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RewardException(url + " was not waited for", true);
    }
    int status = response.statusCode();
    if (status != 200) {
      boolean mayPass =
          status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
      throw new RewardException(
          "%s answered %d: %s".formatted(url, status, shown(response.body())), mayPass);
    }
    return rewards(response.body(), batch.size());
  }

  private String body(List<Sample> batch) {
    ObjectNode body = JSON.createObjectNode().put("reward", name);
    ArrayNode samples = body.putArray("samples");
    for (Sample sample : batch) {
      ObjectNode item = samples.addObject();
      item.set("prompt", sample.prompt());
      item.put("completion", sample.completion());
      item.put("tokens", sample.tokens());
      item.put("ended", sample.ended());
      item.set("row", sample.row());
    }
    return body.toString();
  }

  private List<Double> rewards(String answer, int wanted) throws RewardException {
    JsonNode values;
    try {
      values = ANSWER.readTree(answer).path("rewards");
    } catch (JsonProcessingException malformed) {
      throw new RewardException(url + " answered no JSON: " + shown(answer), false);
    }
    if (!values.isArray() || values.size() != wanted) {
      throw new RewardException(
          "%s must answer {\"rewards\": [...]} with %d numbers, one a sample; it answered %s"
              .formatted(url, wanted, shown(answer)),
          false);
    }
    List<Double> rewards = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isNumber() && !value.isNull()) {
        throw new RewardException(
            "%s answered the reward %s, must be a number, or null where it does not apply"
                .formatted(url, shown(value.toString())),
            false);
      }
      rewards.add(value.isNull() ? Double.NaN : value.doubleValue());
    }
    return rewards;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static void sleep(Duration pause) throws RewardException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RewardException("the endpoint was not waited for", true);
    }
  }
}
