package dev.rondo.operator.fuzz;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Some of the operator's writes never leave, others leave late: as if it crashed in between. */
record UnreliableNetwork(Random random) implements Interceptor {
  private static final int FAILS_ONE_IN = 30;
  private static final int LATEST_NANOSECONDS = 20_000_000;

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (request.method().equals("PATCH") || request.method().equals("POST")) {
      if (random.nextInt(FAILS_ONE_IN) == 0) {
        throw random.nextBoolean()
            ? new IllegalStateException("a crash before this write")
            : new KubernetesClientException("the network is down for this write");
      }
      LockSupport.parkNanos(random.nextInt(LATEST_NANOSECONDS));
    }
  }
}
