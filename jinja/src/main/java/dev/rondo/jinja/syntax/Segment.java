package dev.rondo.jinja.syntax;

import java.util.List;

/** A stretch of a template's source. */
sealed interface Segment {
  /** Printed as it is. */
  record Text(String text) implements Segment {}

  /** The inside of double braces. */
  record Print(List<Token> tokens) implements Segment {}

  /** The inside of a block tag. */
  record Tag(List<Token> tokens) implements Segment {}
}
