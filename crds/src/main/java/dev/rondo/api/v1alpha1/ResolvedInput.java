package dev.rondo.api.v1alpha1;

/**
 * What a hub URI of a run was fixed to.
 *
 * @param uri as the spec has it
 * @param revision the commit
 */
public record ResolvedInput(String uri, String revision) {}
