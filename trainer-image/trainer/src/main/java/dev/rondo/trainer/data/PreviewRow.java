package dev.rondo.trainer.data;

import java.util.List;

/**
 * A prepared row as text.
 *
 * @param spans the row's text in order
 * @param truncated whether max_length cut it
 */
public record PreviewRow(List<Span> spans, boolean truncated) {
  /**
   * Neighbouring tokens that are all trained or all not.
   *
   * @param text decoded, special tokens included
   * @param trained whether the tokens are targets of the loss
   */
  public record Span(String text, boolean trained) {}
}
