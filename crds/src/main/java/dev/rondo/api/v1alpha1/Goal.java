package dev.rondo.api.v1alpha1;

/** Which end of a metric is better. */
public enum Goal {
  Minimize,
  Maximize
}
