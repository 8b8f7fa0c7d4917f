package dev.rondo.core.validation;

/** Takes a problem of a field of a leaf. */
@FunctionalInterface
interface FieldProblem {
  void add(String field, String message);
}
