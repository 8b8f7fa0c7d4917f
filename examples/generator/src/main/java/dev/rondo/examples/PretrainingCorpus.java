package dev.rondo.examples;

import dev.rondo.examples.arithmetic.Sum;
import dev.rondo.examples.arithmetic.SumReplies;
import dev.rondo.examples.dictation.Dictation;
import dev.rondo.examples.talk.SupportTalk;
import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the example model is pretrained on: ChatML conversations of support desks, small sums and
 * dictations, with better and worse replies. It says nothing of the desk that the model is later
 * tuned for.
 */
final class PretrainingCorpus {
  private static final double IS_ARITHMETIC = 0.4;
  private static final double IS_DICTATION = 0.15;
  private static final double IS_BETTER = 0.65;
  private static final double GOES_ON = 0.3;
  private static final int MOST_SUMS = 4;

  private final Draw draw;
  private final SupportTalk talk;
  private final SumReplies sums;
  private final Dictation dictation;

  PretrainingCorpus(long seed) {
    this.draw = new Draw(seed, "pretraining");
    this.talk = new SupportTalk(draw);
    this.sums = new SumReplies(draw);
    this.dictation = new Dictation(draw, talk.sayings());
  }

  /** Conversations without end. */
  Stream<List<Message>> conversations() {
    return Stream.generate(this::conversation);
  }

  private List<Message> conversation() {
    double kind = draw.share();
    if (kind < IS_ARITHMETIC) {
      return arithmetic();
    }
    return kind < IS_ARITHMETIC + IS_DICTATION ? dictation.exchange() : support();
  }

  private List<Message> support() {
    SupportTalk.Exchange exchange = talk.exchange();
    List<Message> conversation = new ArrayList<>(exchange.prompt());
    boolean better = draw.chance(IS_BETTER);
    conversation.addAll(better ? exchange.chosen() : exchange.rejected());
    if (better && draw.chance(GOES_ON)) {
      conversation.addAll(talk.farewell());
    }
    return conversation;
  }

  private List<Message> arithmetic() {
    List<Message> conversation = new ArrayList<>();
    int count = draw.between(1, MOST_SUMS);
    for (int i = 0; i < count; i++) {
      Sum sum = Sum.draw(draw);
      conversation.add(Message.user(sum.question()));
      conversation.add(Message.assistant(sums.reply(sum)));
    }
    return conversation;
  }
}
