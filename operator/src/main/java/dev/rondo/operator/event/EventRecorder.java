package dev.rondo.operator.event;

import dev.rondo.api.names.Labels;
import dev.rondo.core.lifecycle.Timestamps;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes events of {@code events.k8s.io}. An event that can't be written is logged, and lost. */
public final class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String CONTROLLER = "rondo.dev/operator";
  private static final int LONGEST_NOTE = 1000;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /**
   * A recorder.
   *
   * @param instance name of this operator's pod
   */
  public EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Tells of an object, in this order. */
  public void record(HasMetadata regarding, List<Happening> happenings) {
    for (Happening happening : happenings) {
      Event event = event(regarding, happening);
      LOG.infof(
          "%s %s/%s: %s %s",
          regarding.getKind(),
          regarding.getMetadata().getNamespace(),
          regarding.getMetadata().getName(),
          event.getReason(),
          event.getNote());
      try {
        client.events().v1().events().resource(event).create();
      } catch (KubernetesClientException refused) {
        LOG.warnf("the event was not written: %s", refused.getMessage());
      }
    }
  }

  private Event event(HasMetadata regarding, Happening happening) {
    String note = happening.note();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(regarding.getMetadata().getName() + "-")
        .withNamespace(regarding.getMetadata().getNamespace())
        .addToLabels(Labels.PART_OF, "rondo")
        .endMetadata()
        .withEventTime(new MicroTime(Timestamps.micros(clock.instant())))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withAction("Reconcile")
        .withType(happening.reason().isWarning() ? "Warning" : "Normal")
        .withReason(happening.reason().word())
        .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + "…")
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(regarding.getApiVersion())
                .withKind(regarding.getKind())
                .withName(regarding.getMetadata().getName())
                .withNamespace(regarding.getMetadata().getNamespace())
                .withUid(regarding.getMetadata().getUid())
                .withResourceVersion(regarding.getMetadata().getResourceVersion())
                .build())
        .build();
  }
}
