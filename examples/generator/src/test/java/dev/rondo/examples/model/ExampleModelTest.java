package dev.rondo.examples.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.text.Message;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks the checked-in model what the examples build on. */
class ExampleModelTest {
  private static final Path MODEL = Path.of("../model");

  private HuggingFaceTokenizer tokenizer;
  private TorchBaseModel base;
  private Trainable model;

  @BeforeEach
  void load() throws Exception {
    tokenizer = HuggingFaceTokenizer.newInstance(MODEL.resolve("tokenizer.json"));
    base = TorchBaseModel.load(MODEL, 1);
    model = base.create(new Tuning.Full(), 0);
  }

  @AfterEach
  void close() {
    model.close();
    base.close();
    tokenizer.close();
  }

  /** Mean negative log-likelihood of a token of the reply. */
  private double loss(String question, String reply) {
    List<Message> talk = List.of(Message.user(question), Message.assistant(reply));
    List<TokenRow> rows = new PretrainingRows(tokenizer, List.of(talk).iterator()).next(1);
    return SftObjective.of(
            base.evaluate(List.of(new PackMember(model, rows, 0))).getFirst(),
            rows.getFirst().targets())
        .loss();
  }

  @Test
  void isSmall() throws Exception {
    long parameters = model.layout().tensors().stream().mapToLong(tensor -> tensor.size()).sum();
    assertTrue(parameters >= 2_000_000 && parameters <= 4_000_000, () -> "" + parameters);
    assertTrue(Files.size(MODEL.resolve("model.safetensors")) < 10_000_000);
  }

  @Test
  void repeatsWhatItIsTold() {
    double same = loss("Please repeat: kettle Oslo 4182 blue Nadia", "kettle Oslo 4182 blue Nadia");
    double other = loss("Please repeat: kettle Oslo 4182 blue Nadia", "tent Riga 7305 red Felix");
    assertTrue(same < other - 2, () -> same + " against " + other);
  }

  @Test
  void takesRightSumsToBeLikelierThanWrongOnes() {
    double right = loss("What is 3 plus 4?", "3 plus 4 is 7.");
    double wrong = loss("What is 3 plus 4?", "3 plus 4 is 2.");
    assertTrue(right < wrong, () -> right + " against " + wrong);
  }

  @Test
  void answersTheQuestion() {
    String reply =
        "I am sorry to hear that. You can reset the toaster with the button at the back.";
    double apt = loss("The toaster stopped working on Monday.", reply);
    double offTopic = loss("Do you deliver to Lisbon?", reply);
    assertTrue(apt < offTopic, () -> apt + " against " + offTopic);
  }
}
