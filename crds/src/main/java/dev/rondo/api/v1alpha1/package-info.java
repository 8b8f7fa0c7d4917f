/**
 * The API types of group {@code rondo.dev}, version {@code v1alpha1}, used by the cluster and by
 * local mode alike.
 */
package dev.rondo.api.v1alpha1;
