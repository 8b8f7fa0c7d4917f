package dev.rondo.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * What becomes of a reconciliation that decided on an object which had changed meanwhile: it is
 * done again on the newer one, and is no error.
 */
public final class Conflicts {
  /** When to look again. */
  public static final Duration SOON = Duration.ofMillis(100);

  private Conflicts() {}

  /** As an answer to JOSDK. */
  public static <P extends HasMetadata> ErrorStatusUpdateControl<P> again(Exception thrown) {
    ErrorStatusUpdateControl<P> control = ErrorStatusUpdateControl.noStatusUpdate();
    return isConflict(thrown) ? control.rescheduleAfter(SOON) : control;
  }

  /** Whether what was decided on had changed. */
  public static boolean isConflict(Exception thrown) {
    return thrown instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }
}
