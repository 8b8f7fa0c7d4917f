package dev.rondo.trainer.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the resolved leaf that the scheduler sends. */
public final class LeafParser {
  private static final long DEFAULT_SEED = 42;

  private LeafParser() {}

  /**
   * The leaf with every default filled in.
   *
   * @param json {@code {trainer, seed, model, dataset, config: {peft, trainingArgs}}} with absolute
   *     local paths
   * @throws RefusedException with every problem of every field
   */
  public static Leaf parse(String json) throws RefusedException {
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new RefusedException("", "the configuration is no JSON: " + malformed.getMessage());
    }
    List<Problem> problems = new ArrayList<>();
    Leaf leaf = parse(new Fields("", tree, problems), problems);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems.stream().distinct().toList());
    }
    return leaf;
  }

  private static Leaf parse(Fields leaf, List<Problem> problems) {
    String trainer = leaf.choice("trainer", "SFT", List.of("SFT", "DPO", "GRPO"));
    Fields model = leaf.nested("model");
    Fields dataset = leaf.nested("dataset");
    Fields config = new Fields("", leaf.node("config"), problems);
    Fields peft = config.nested("peft");
    Fields args = config.nested("trainingArgs");
    long runSeed = leaf.integer("seed", (int) DEFAULT_SEED, 0);
    int seed = args.integer("seed", (int) runSeed, 0);
    Tuning tuning = PeftParser.parse(peft, config.has("peft"));
    TrainingArgsParser training = new TrainingArgsParser(args);
    Cadence logging = training.logging();
    String uri = model.text("uri").orElse("");
    if (uri.isEmpty()) {
      model.problem("uri", "is missing: which model is fine-tuned?");
    }
    Leaf parsed =
        new Leaf(
            seed,
            args.integer("data_seed", seed, 0),
            uri,
            model.choice("dtype", "float32", Precision::named, Precision.names()),
            training.compute(),
            tuning,
            training.budget(),
            training.learningRate(trainer.equals("SFT") ? 2e-5 : 1e-6),
            training.schedule(),
            training.scheduleSettings(),
            training.warmupSteps(),
            training.optimizer(),
            logging,
            training.evaluation(logging),
            args.integer("per_device_eval_batch_size", 8, 1),
            args.flag("gradient_checkpointing", true),
            LeafDataParser.parse(dataset),
            switch (trainer) {
              case "DPO" -> DpoParser.parse(config, args, tuning);
              case "GRPO" ->
                  new GrpoParser(config, args, problems).parse(training.budget(), tuning);
              default -> SftParser.parse(args);
            });
    if (trainer.equals("GRPO") && dataset.node("eval").has("generate")) {
      dataset.problem(
          "eval.generate",
          "is of SFT and DPO; a GRPO run is evaluated by rewards of what it generates anyway");
    }
    training.refuseOthers();
    model.accept(Set.of("revision", "secretRef"));
    model.refuseOthers();
    return parsed;
  }
}
