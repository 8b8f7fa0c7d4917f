package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.core.search.CanonicalJson;
import dev.rondo.core.search.ExpandedConfig;
import dev.rondo.core.search.Expansion;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafEditTest {
  private static final ExpandedConfig PARENT =
      Expansion.of(Manifests.experiment(Manifests.text("experiment-sft.yaml"))).getFirst();

  @Test
  void aCloneHasItsParentsConfigButForWhatIsSet() {
    RunSpec clone =
        edited(
            "trainingArgs.learning_rate=5e-4",
            "peft.target_modules=[k_proj]",
            "trainingArgs.logging_steps=");
    assertEquals(
        "{\"learning_rate\":0.0005,\"lr_scheduler_type\":\"linear\",\"num_train_epochs\":1,"
            + "\"per_device_train_batch_size\":4}",
        CanonicalJson.of(clone.config().trainingArgs()));
    assertEquals("[\"k_proj\"]", clone.config().peft().get("target_modules").toString());
    assertEquals(PARENT.spec().model(), clone.model());
    assertEquals(PARENT.spec().dataset(), clone.dataset());
  }

  @Test
  void withoutChangesTheIdentityIsTheParents() {
    assertEquals(PARENT.digest(), digest());
    assertEquals(PARENT.digest(), digest("trainingArgs.learning_rate=0.0010"));
    assertNotEquals(PARENT.digest(), digest("trainingArgs.seed=43"));
    assertEquals(43, edited("trainingArgs.seed=43").seed());
  }

  @Test
  void everyProblemIsTold() {
    LeafEdit edit =
        LeafEdit.of(
            PARENT.spec(),
            List.of(
                "learning_rate=1",
                "peft.r=0",
                "peft.modules_to_save=[x]",
                "nonsense",
                "peft.r=[1"));
    List<String> problems =
        assertInstanceOf(LeafEdit.Refused.class, edit).problems().stream()
            .map(problem -> (problem.field() + " " + problem.message()).strip())
            .toList();
    assertEquals(5, problems.size(), problems::toString);
    assertEquals("peft.r is 0, must be an integer of at least 1 and at most 4096", problems.get(1));
  }

  private static RunSpec edited(String... settings) {
    return assertInstanceOf(LeafEdit.Edited.class, LeafEdit.of(PARENT.spec(), List.of(settings)))
        .leaf()
        .spec();
  }

  private static String digest(String... settings) {
    return assertInstanceOf(LeafEdit.Edited.class, LeafEdit.of(PARENT.spec(), List.of(settings)))
        .leaf()
        .digest();
  }
}
