package dev.rondo.api.v1alpha1;

/** What a person wants of a run. */
public enum DesiredState {
  Running,
  Stopped
}
