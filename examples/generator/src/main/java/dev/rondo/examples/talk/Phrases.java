package dev.rondo.examples.talk;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rondo.examples.text.JsonResource;
import java.util.List;

/**
 * What support talk is made of, whatever it is about.
 *
 * @param greetings of customers
 * @param systems what an assistant is told to be
 * @param addresses of customers who said their name
 * @param feelings that open a better reply
 * @param closings that end one
 * @param curt worse replies
 * @param thanks of customers
 * @param welcomes that answer them
 */
record Phrases(
    List<String> greetings,
    List<String> systems,
    List<String> addresses,
    List<String> feelings,
    List<String> closings,
    List<String> curt,
    List<String> thanks,
    List<String> welcomes) {
  static Phrases read() {
    return JsonResource.read(Phrases.class, "phrases.json", new TypeReference<>() {});
  }
}
