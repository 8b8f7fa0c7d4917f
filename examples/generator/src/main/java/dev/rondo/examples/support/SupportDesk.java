package dev.rondo.examples.support;

import dev.rondo.examples.support.HouseStyle.Mood;
import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tickets of a shop's support desk. What there is to learn, from easy to hard: the house's fixed
 * phrases; the policy of each intent; the tone, which follows the customer's mood and membership;
 * names, orders and amounts, copied from the question; the case number, which joins the intent's
 * code with the last digits of the order.
 */
public final class SupportDesk {
  private static final double INTRODUCED = 0.6;
  private static final double UPSET = 0.3;
  private static final double PLUS_MEMBER = 0.25;
  private static final int FEWEST_DAYS = 2;
  private static final int CASE_DIGITS = 3;

  /** How a customer adds a fact that the desk's answer needs. */
  private static final Map<String, String> SAID =
      Map.of(
          "order", " My order is #{order}.",
          "amount", " I paid {amount} euros.",
          "city", " I live in {city}.",
          "weekday", " I am at home on {weekday}.",
          "colour", " It is the {colour} one.",
          "product", " It is about the {product}.",
          "month", " I bought it in {month}.");

  private final List<Intent> intents = Intent.all();
  private final HouseStyle style = HouseStyle.read();
  private final Draw draw;

  /** A desk whose tickets follow from the seed. */
  public SupportDesk(long seed) {
    this.draw = new Draw(seed, "support");
  }

  /** Tickets of which no two have the same instruction. */
  public List<SupportTicket> tickets(int count) {
    Map<String, SupportTicket> tickets = new LinkedHashMap<>();
    while (tickets.size() < count) {
      SupportTicket ticket = ticket();
      tickets.putIfAbsent(ticket.instruction(), ticket);
    }
    return new ArrayList<>(tickets.values());
  }

  private SupportTicket ticket() {
    Intent intent = draw.one(intents);
    boolean plus = draw.chance(PLUS_MEMBER);
    Mood mood = draw.chance(UPSET) ? Mood.UPSET : Mood.CALM;
    String introduction = draw.chance(INTRODUCED) ? draw.one(style.introductions()) : "";
    String policy = draw.one(intent.policies());
    String question = introduction + draw.one(intent.questions());
    question += missing(question, policy);
    question += (plus ? draw.one(style.plus()) : "") + draw.one(style.moods().get(mood));
    int days = plus ? Math.max(FEWEST_DAYS, intent.days() / 2) : intent.days();
    Facts facts = Facts.draw(draw).with("days", Integer.toString(days));
    return new SupportTicket(
        facts.fill(question),
        intent.intent(),
        response(facts, intent, question, policy, plus, mood));
  }

  private static String missing(String question, String policy) {
    StringBuilder said = new StringBuilder();
    for (String fact : Facts.named(policy)) {
      if (SAID.containsKey(fact) && !Facts.named(question).contains(fact)) {
        said.append(SAID.get(fact));
      }
    }
    return said.toString();
  }

  private String response(
      Facts facts, Intent intent, String question, String policy, boolean plus, Mood mood) {
    List<String> sentences = new ArrayList<>();
    sentences.add(Facts.named(question).contains("name") ? "Dear {name}," : "Dear customer,");
    sentences.add(
        switch (mood) {
          case UPSET -> style.apology();
          case CALM -> style.thanks();
        });
    sentences.add(policy);
    if (plus) {
      sentences.add(style.express());
    }
    sentences.add("Case " + caseNumber(facts, intent, question) + ".");
    sentences.add(style.closing());
    return facts.fill(String.join(" ", sentences));
  }

  private static String caseNumber(Facts facts, Intent intent, String question) {
    String order = facts.get("order");
    return Facts.named(question).contains("order")
        ? intent.code() + "-" + order.substring(order.length() - CASE_DIGITS)
        : intent.code();
  }
}
