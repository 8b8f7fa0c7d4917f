/** Experiment and Run as Kubernetes clients want them; {@code v1alpha1} has what is in them. */
package dev.rondo.api.resource;
