package dev.rondo.jinja.syntax;

/** Which filters and tests there are: an unknown one is an error of the template. */
public interface Vocabulary {
  /** Whether there is a filter of this name. */
  boolean hasFilter(String name);

  /** Whether there is a test of this name. */
  boolean hasTest(String name);
}
