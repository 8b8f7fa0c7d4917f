package dev.rondo.operator.cluster;

import dev.rondo.operator.OperatorSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings that do not wait long.
 *
 * @param at where the operators' lease is
 */
public record TestSettings(String at)
    implements OperatorSettings, OperatorSettings.Worker, OperatorSettings.Lease {
  @Override
  public Lease lease() {
    return this;
  }

  @Override
  public String name() {
    return "rondo-operator";
  }

  @Override
  public Optional<String> namespace() {
    return Optional.of(at);
  }

  @Override
  public Duration duration() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Worker worker() {
    return this;
  }

  @Override
  public Duration progressEvery() {
    return Duration.ofMillis(200);
  }

  @Override
  public String image() {
    return "rondo/worker:test";
  }

  @Override
  public String imagePullPolicy() {
    return "IfNotPresent";
  }

  @Override
  public Optional<String> imagePullSecret() {
    return Optional.empty();
  }

  @Override
  public String clusterRole() {
    return "rondo-worker";
  }

  @Override
  public String memoryVolume() {
    return "1Gi";
  }

  @Override
  public Duration gracePeriod() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration lostAfter() {
    return Duration.ofSeconds(60);
  }

  @Override
  public Duration surroundingsEvery() {
    return Duration.ofSeconds(1);
  }
}
