package dev.rondo.core.lifecycle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes' own objects have them: RFC 3339, in UTC. */
public final class Timestamps {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** Whole seconds, as {@code metav1.Time} is written. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Six digits, as {@code metav1.MicroTime} is written: where durations or an order follow. */
  public static String micros(Instant time) {
    return MICROS.format(time);
  }
}
