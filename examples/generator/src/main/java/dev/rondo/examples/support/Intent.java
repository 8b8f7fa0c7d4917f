package dev.rondo.examples.support;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rondo.examples.text.JsonResource;
import java.util.List;

/**
 * A reason to write to the support desk.
 *
 * @param intent its name
 * @param code what the desk's case numbers for it start with
 * @param days what the policy promises to ordinary members
 * @param questions how customers say it
 * @param policies the desk's two ways of saying what it does about it
 */
record Intent(String intent, String code, int days, List<String> questions, List<String> policies) {
  static List<Intent> all() {
    return JsonResource.read(Intent.class, "intents.json", new TypeReference<>() {});
  }
}
