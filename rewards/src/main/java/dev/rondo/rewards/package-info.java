/**
 * What a completion is worth: built-in rewards, CEL expressions, HTTP endpoints. Knows nothing of
 * models, runs or Kubernetes.
 */
package dev.rondo.rewards;
