package dev.rondo.api.crd;

/**
 * What fields of an object demand of each other, asked by the API server.
 *
 * @param cel true where it holds; {@code self} is the object, {@code oldSelf} what it was
 * @param message tells what to do
 */
record Rule(String cel, String message) {}
