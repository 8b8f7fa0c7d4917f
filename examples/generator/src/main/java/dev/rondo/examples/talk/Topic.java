package dev.rondo.examples.talk;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rondo.examples.text.JsonResource;
import java.util.List;

/**
 * What customers of any shop write about.
 *
 * @param topic its name
 * @param questions of customers
 * @param answers sentences that help with it
 */
record Topic(String topic, List<String> questions, List<String> answers) {
  static List<Topic> all() {
    return JsonResource.read(Topic.class, "topics.json", new TypeReference<>() {});
  }
}
