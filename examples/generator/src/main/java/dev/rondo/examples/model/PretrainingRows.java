package dev.rondo.examples.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.text.Message;
import dev.rondo.trainer.data.TokenRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Conversations as rows of tokens, one each, of which the assistant's turns are trained. Several in
 * a row, or questions to be guessed, would teach a model of this size less per second.
 */
final class PretrainingRows {
  private final HuggingFaceTokenizer tokenizer;
  private final Iterator<List<Message>> conversations;

  /** Rows of a corpus without end. */
  PretrainingRows(HuggingFaceTokenizer tokenizer, Iterator<List<Message>> conversations) {
    this.tokenizer = tokenizer;
    this.conversations = conversations;
  }

  /** The next rows that hold at least so many tokens together. */
  List<TokenRow> next(int tokens) {
    List<TokenRow> rows = new ArrayList<>();
    for (int held = 0; held < tokens; held += rows.getLast().ids().length) {
      rows.add(row(conversations.next()));
    }
    return rows;
  }

  private TokenRow row(List<Message> conversation) {
    List<Long> ids = new ArrayList<>();
    List<Boolean> trained = new ArrayList<>();
    for (Message message : conversation) {
      add(message.opening(), false, ids, trained);
      add(message.content() + Message.END, message.fromAssistant(), ids, trained);
      add("\n", false, ids, trained);
    }
    int[] row = ids.stream().mapToInt(Math::toIntExact).toArray();
    boolean[] targets = new boolean[row.length];
    for (int i = 0; i < row.length; i++) {
      targets[i] = trained.get(i);
    }
    return TokenRow.of(row, targets);
  }

  private void add(String text, boolean train, List<Long> ids, List<Boolean> trained) {
    for (long id : tokenizer.encode(text, false, false).getIds()) {
      ids.add(id);
      trained.add(train);
    }
  }
}
