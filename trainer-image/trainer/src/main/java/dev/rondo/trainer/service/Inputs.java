package dev.rondo.trainer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.config.EvalGenerate;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.LeafData;
import dev.rondo.trainer.config.LeafParser;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.ReferencePolicy;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.data.DataFile;
import dev.rondo.trainer.data.EvalData;
import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.PreparationRequest;
import dev.rondo.trainer.data.PromptArguments;
import dev.rondo.trainer.hub.HubUri;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's configuration with its URIs as files of this machine.
 *
 * @param leaf the configuration
 * @param model Hugging Face model directory
 * @param reference another model that is its reference, if one is
 * @param preparation of its rows; null where only the model is asked for
 */
record Inputs(Leaf leaf, Path model, Optional<Path> reference, PreparationRequest preparation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the configuration and finds every file.
   *
   * @throws RefusedException with everything that is wrong with it, and each file that is not there
   */
  static Inputs resolve(RunConfig run, Sources sources)
      throws RefusedException, InterruptedException {
    Leaf leaf = LeafParser.parse(withAdapterHere(run.getLeafJson(), sources));
    Optional<Path> model = sources.directory("model.uri", leaf.model());
    Optional<Path> reference =
        leaf.trainer() instanceof TrainerArguments.Dpo dpo
                && dpo.reference() instanceof ReferencePolicy.Model other
            ? sources.directory("referencePolicy.model", other.uri())
            : Optional.empty();
    LeafData data = leaf.data();
    List<Problem> problems = new ArrayList<>();
    String trainUri = data.train().uri();
    DataFile train =
        file("train", data.train(), sources.trainingFiles("dataset.train.uri", trainUri), problems);
    EvalData eval =
        switch (data.eval().orElse(null)) {
          case null -> new EvalData.None();
          case LeafData.Source.File source -> {
            List<Path> files = sources.evaluationFiles("dataset.eval.uri", source.uri());
            yield new EvalData.OfFile(file("eval", source, files, problems));
          }
          case LeafData.Source.Split split -> new EvalData.HeldOut(split.share(), split.limit());
        };
    problems.addAll(sources.problems());
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    LocalDate date = LocalDate.parse(run.getFrozenDate());
    return new Inputs(
        leaf,
        model.orElseThrow(),
        reference,
        new PreparationRequest(
            model.orElseThrow(),
            train,
            eval,
            data.format(),
            leaf.trainer().rows(),
            leaf.dataSeed(),
            date,
            prompts(leaf, model.orElseThrow())));
  }

  /** Prompts that leave room for their completions. */
  private static Optional<PromptArguments> prompts(Leaf leaf, Path model) throws RefusedException {
    Optional<EvalGenerate> generate = leaf.data().generate();
    if (generate.isEmpty()) {
      return Optional.empty();
    }
    int tokens = generate.get().maxNewTokens();
    int room = positions(model) - tokens;
    if (room < 1) {
      throw new RefusedException(
          "dataset.eval.generate.maxNewTokens",
          "is %d, which leaves no room for a prompt in the model's %d positions"
              .formatted(tokens, positions(model)));
    }
    return Optional.of(new PromptArguments(leaf.trainer().rows(), room, generate.get().limit()));
  }

  private static int positions(Path model) {
    try {
      return ModelConfig.read(model).maxPositions();
    } catch (IOException | RefusedException untrainable) {
      return Integer.MAX_VALUE; // told of when it is loaded
    }
  }

  /**
   * Reads the configuration and finds the model alone.
   *
   * @return without a preparation
   * @throws RefusedException with everything that is wrong with it
   */
  static Inputs ofModel(RunConfig run, Sources sources)
      throws RefusedException, InterruptedException {
    Leaf leaf = LeafParser.parse(withAdapterHere(run.getLeafJson(), sources));
    Optional<Path> model = sources.directory("model.uri", leaf.model());
    if (model.isEmpty()) {
      throw new RefusedException(sources.problems());
    }
    return new Inputs(leaf, model.get(), Optional.empty(), null);
  }

  /** Refuses a reference that does not know all tokens of the model. */
  void checkReference() throws IOException, RefusedException {
    if (reference.isPresent()) {
      int own = ModelConfig.read(model).vocabSize();
      int others = ModelConfig.read(reference.get()).vocabSize();
      if (own != others) {
        throw new RefusedException(
            "referencePolicy.model",
            "has a vocabulary of %d tokens, the trained model one of %d; it must be the same"
                .formatted(others, own));
      }
    }
  }

  /**
   * The leaf with {@code peft.init_from} on this machine: what an adapter says of itself counts.
   */
  private static String withAdapterHere(String leafJson, Sources sources)
      throws RefusedException, InterruptedException {
    try {
      JsonNode leaf = JSON.readTree(leafJson);
      String uri = leaf.path("config").path("peft").path("init_from").asText();
      if (!HubUri.isHubUri(uri)) {
        return leafJson;
      }
      Optional<Path> adapter = sources.directory("peft.init_from", uri);
      if (adapter.isEmpty()) {
        throw new RefusedException(sources.problems());
      }
      ((ObjectNode) leaf.path("config").path("peft")).put("init_from", adapter.get().toString());
      return leaf.toString();
    } catch (JsonProcessingException malformed) {
      throw new RefusedException("", "the configuration is no JSON: " + malformed.getMessage());
    }
  }

  private static DataFile file(
      String split, LeafData.Source.File source, List<Path> paths, List<Problem> problems) {
    Path first = paths.isEmpty() ? Path.of(source.uri()) : paths.getFirst();
    Optional<FileFormat> format = source.format().or(() -> FileFormat.ofExtension(first));
    if (format.isEmpty() && !paths.isEmpty()) {
      problems.add(
          new Problem(
              "dataset." + split + ".format",
              "is not told by the extension of %s; say jsonl, json, csv or parquet"
                  .formatted(first.getFileName())));
    }
    return new DataFile(
        paths.isEmpty() ? List.of(first) : paths,
        format.orElse(FileFormat.JSONL),
        source.limit(),
        source.shuffle());
  }
}
