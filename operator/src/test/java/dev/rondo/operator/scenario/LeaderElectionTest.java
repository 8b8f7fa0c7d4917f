package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.Operator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two operators: the one that holds the lease acts, the other one waits for it. */
@OnCluster
class LeaderElectionTest {
  private static final String RUN = "support-small-1";

  @Test
  void theNextOneGoesOnWhereALeaderWithoutANetworkLeftOff(Playground playground) {
    Cable first = new Cable();
    Cable second = new Cable();
    AtomicBoolean isLost = new AtomicBoolean();
    Operator leader =
        playground.startLeased(playground.server().client(first), "first", () -> isLost.set(true));
    playground.await("the first leads", () -> holder(playground).equals("first"));
    Operator next = playground.startLeased(playground.server().client(second), "second", () -> {});
    playground.create(Manifests.FOUR_RUNS);
    playground.await("four runs", () -> playground.runNames().size() == 4);
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("stopped", () -> playground.answer(RUN, "stop").startsWith("Done"));
    assertEquals(0, second.writes.get(), "who only waits writes nothing");

    first.isCut.set(true);
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await("the first gives up", isLost::get);
    playground.await("the second leads", () -> holder(playground).equals("second"));
    playground.await(
        "the gesture is taken in",
        () -> !playground.run(RUN).getMetadata().getAnnotations().containsKey(Annotations.RESUME));
    leader.stop();
    first.isCut.set(false);
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("stopped again", () -> answers(playground, "stop") == 2);
    assertEquals(1, answers(playground, "resume"));
    next.stop();
  }

  private static long answers(Playground playground, String gesture) {
    List<ControlEntry> control = playground.run(RUN).getStatus().control();
    return control.stream().filter(entry -> entry.gesture().equals(gesture)).count();
  }

  private static String holder(Playground playground) {
    var lease =
        playground
            .client()
            .leases()
            .inNamespace(playground.namespace())
            .withName("rondo-operator")
            .get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  /** An operator's way to the API server, which can be cut. */
  private record Cable(AtomicBoolean isCut, AtomicInteger writes) implements Interceptor {
    Cable() {
      this(new AtomicBoolean(), new AtomicInteger());
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (isCut.get()) {
        throw new IllegalStateException("the network is down");
      }
      boolean isWrite = !request.method().equals("GET");
      boolean isOfTheLease =
          request.uri().getPath().contains("/leases")
              || request.uri().getPath().contains("/selfsubjectrulesreviews");
      if (isWrite && !isOfTheLease) {
        writes.incrementAndGet();
      }
    }
  }
}
