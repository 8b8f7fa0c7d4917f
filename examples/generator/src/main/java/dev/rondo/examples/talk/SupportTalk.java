package dev.rondo.examples.talk;

import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Facts;
import dev.rondo.examples.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Conversations between customers and support desks of many shops, with better and worse replies.
 */
public final class SupportTalk {
  private static final double TOLD_WHAT_TO_BE = 0.6;
  private static final double SAYS_MORE = 0.5;
  private static final double OFF_TOPIC = 0.3;

  /** Facts that a reply may not make up: it takes them from the question. */
  private static final Set<String> CUSTOMERS = Set.of("name", "city", "product", "order", "colour");

  private final Phrases phrases = Phrases.read();
  private final List<Topic> topics = Topic.all();
  private final Draw draw;

  /** Talk that follows from the stream of choices. */
  public SupportTalk(Draw draw) {
    this.draw = draw;
  }

  /**
   * A question with both kinds of reply, in the columns of preference data.
   *
   * @param chosen the better reply
   * @param rejected the worse one: curt, or about something else
   */
  public record Exchange(List<Message> prompt, List<Message> chosen, List<Message> rejected) {}

  /** A question and its replies. */
  public Exchange exchange() {
    Facts facts = Facts.draw(draw);
    Topic topic = draw.one(topics);
    String question = draw.one(phrases.greetings()) + draw.one(topic.questions());
    List<Message> prompt = new ArrayList<>();
    if (draw.chance(TOLD_WHAT_TO_BE)) {
      prompt.add(Message.system(facts.fill(draw.one(phrases.systems()))));
    }
    prompt.add(Message.user(facts.fill(question)));
    String better = facts.fill(helpful(topic, question));
    String worse = facts.fill(draw.chance(OFF_TOPIC) ? offTopic(topic, question) : curt());
    return new Exchange(
        prompt, List.of(Message.assistant(better)), List.of(Message.assistant(worse)));
  }

  /** The customer's last word and the desk's. */
  public List<Message> farewell() {
    Facts facts = Facts.draw(draw);
    String welcome = draw.one(phrases.welcomes().stream().filter(w -> !isMadeUp("", w)).toList());
    return List.of(
        Message.user(draw.one(phrases.thanks())), Message.assistant(facts.fill(welcome)));
  }

  /** Everything that customers and desks may say, with its placeholders. */
  public Stream<String> sayings() {
    return Stream.concat(
        topics.stream().flatMap(t -> Stream.concat(t.questions().stream(), t.answers().stream())),
        Stream.of(phrases.greetings(), phrases.closings(), phrases.curt()).flatMap(List::stream));
  }

  /** A worse reply to anything. */
  public String curt() {
    return draw.one(phrases.curt().stream().filter(reply -> !isMadeUp("", reply)).toList());
  }

  private String helpful(Topic topic, String question) {
    List<String> known =
        topic.answers().stream().filter(answer -> !isMadeUp(question, answer)).toList();
    List<String> answers = known.isEmpty() ? topic.answers() : known;
    String first = draw.one(answers);
    String opening =
        (Facts.named(question).contains("name") ? draw.one(phrases.addresses()) : "")
            + draw.one(phrases.feelings());
    String reply = capitalised(opening) + first;
    if (draw.chance(SAYS_MORE)) {
      String second = draw.one(answers);
      reply += second.equals(first) ? "" : " " + second;
    }
    return reply + draw.one(phrases.closings());
  }

  private String offTopic(Topic topic, String question) {
    return helpful(
        draw.one(topics.stream().filter(other -> !other.equals(topic)).toList()), question);
  }

  private static boolean isMadeUp(String question, String reply) {
    Set<String> named = Facts.named(reply);
    named.retainAll(CUSTOMERS);
    named.removeAll(Facts.named(question));
    return !named.isEmpty();
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
