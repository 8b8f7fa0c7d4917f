package dev.rondo.trainer.config;

import java.util.List;
import java.util.stream.Collectors;

/** A run that cannot be trained as it is configured, with every reason at once. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Refuses for these reasons; at least one. */
  public RefusedException(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.field() + ": " + p.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Refuses for one reason. */
  public RefusedException(String field, String message) {
    this(List.of(new Problem(field, message)));
  }

  /** Every reason. */
  public List<Problem> problems() {
    return problems;
  }
}
