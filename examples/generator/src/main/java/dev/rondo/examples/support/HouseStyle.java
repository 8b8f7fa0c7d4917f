package dev.rondo.examples.support;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rondo.examples.text.JsonResource;
import java.util.List;
import java.util.Map;

/**
 * How customers frame a question, and what the desk always says.
 *
 * @param introductions of the customer, who is then addressed by name
 * @param moods sentences that show a mood
 * @param plus how a customer mentions a Plus account
 * @param apology to upset customers
 * @param thanks to the others
 * @param express what Plus members are told
 * @param closing of every reply
 */
record HouseStyle(
    List<String> introductions,
    Map<Mood, List<String>> moods,
    List<String> plus,
    String apology,
    String thanks,
    String express,
    String closing) {
  /** The customer's mood decides whether the desk apologises. */
  enum Mood {
    CALM,
    UPSET
  }

  static HouseStyle read() {
    return JsonResource.read(HouseStyle.class, "style.json", new TypeReference<>() {});
  }
}
