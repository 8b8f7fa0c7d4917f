package dev.rondo.trainer.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.step.AdamW;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ForwardPass;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import dev.rondo.trainer.text.ModelTokenizer;
import java.io.IOException;
import java.io.Writer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the trainer writes, loaded by PEFT and Transformers themselves, says what it said here. */
@EnabledIfEnvironmentVariable(
    named = LoadsInPeftTest.PYTHON,
    matches = ".+",
    disabledReason = "needs a Python with PEFT: `make test-peft` makes one and runs this")
class LoadsInPeftTest {
  static final String PYTHON = "PEFT_PYTHON";

  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();
  private static final String TEXT = "How do I reset my password? Größe 12345 — 日本";
  private static final double LOSS_ABSOLUTE = 1e-5;
  private static final int VOCABULARY = 512;

  private final ObjectMapper json = new ObjectMapper();
  private final List<Output> outputs = new ArrayList<>();

  @TempDir private Path directory;

  private record Output(String name, Map<String, Object> probe, float loss, int[] tokens) {}

  @Test
  void adaptersMergedAndTrainedModelsGiveTheSameLossAndTokens() throws Exception {
    for (String model : List.of("tiny-llama", "tiny-llama3", "tiny-qwen2", "tiny-qwen3")) {
      writeLora(model, "lora", lora(false, false, "q_proj", "v_proj"));
      writeLora(model, "dora", lora(false, true, "all-linear"));
      writeLora(model, "rslora", lora(true, false, "all-linear"));
      writeFull(model);
    }
    List<JsonNode> answers = askPython();
    assertEquals(outputs.size(), answers.size());
    for (int i = 0; i < answers.size(); i++) {
      Output ours = outputs.get(i);
      double theirs = answers.get(i).path("loss").asDouble();
      assertEquals(theirs, ours.loss(), LOSS_ABSOLUTE, ours.name());
      assertArrayEquals(
          answers.get(i).path("tokens").valueStream().mapToInt(JsonNode::asInt).toArray(),
          ours.tokens(),
          ours.name());
    }
  }

  private void writeLora(String model, String name, Tuning.Lora lora) throws Exception {
    Path base = REFERENCES.resolve("models").resolve(model);
    Path adapter = directory.resolve(model + "-" + name + "-adapter");
    Path merged = Files.createDirectory(directory.resolve(model + "-" + name + "-merged"));
    try (TorchBaseModel loaded = TorchBaseModel.load(base, 1);
        Trainable trained = train(loaded, lora)) {
      MemorySegment parameters = parameters(trained);
      AdapterExport.write(adapter, base, lora, trained.layout(), parameters);
      ModelExport.merged(merged, base, lora, trained.layout(), parameters);
      float loss = loss(loaded, trained);
      add(adapter.getFileName().toString(), base, Optional.of(adapter), loss);
      add(merged.getFileName().toString(), merged, Optional.empty(), loss);
    }
  }

  private void writeFull(String model) throws Exception {
    Path base = REFERENCES.resolve("models").resolve(model);
    Path target = Files.createDirectory(directory.resolve(model + "-full"));
    try (TorchBaseModel loaded = TorchBaseModel.load(base, 1);
        Trainable trained = train(loaded, new Tuning.Full())) {
      ModelExport.trained(target, base, trained.layout(), parameters(trained));
      add(target.getFileName().toString(), target, Optional.empty(), loss(loaded, trained));
    }
  }

  private void add(String name, Path model, Optional<Path> adapter, float loss) throws Exception {
    Map<String, Object> probe = new LinkedHashMap<>();
    probe.put("model", model.toString());
    adapter.ifPresent(path -> probe.put("adapter", path.toString()));
    probe.put("text", TEXT);
    probe.put("ids", row(0).ids());
    Path kept = adapter.orElse(model);
    try (ModelTokenizer tokenizer = ModelTokenizer.load(kept)) {
      outputs.add(new Output(name, probe, loss, tokenizer.ids(TEXT, false)));
    }
  }

  /** A few steps at a rate that moves the loss well beyond the bound. */
  private static Trainable train(BaseModel base, Tuning tuning) throws Exception {
    Trainable trainable = base.create(tuning, 42);
    float before = loss(base, trainable);
    for (int step = 1; step <= 4; step++) {
      trainable.zeroGrad();
      try (ForwardPass pass =
          base.forward(List.of(new PackMember(trainable, List.of(row(step)), step)))) {
        TokenOutputs outputs = pass.outputs().getFirst();
        pass.backward(List.of(SftObjective.of(outputs, outputs.logp().length).dLogp()));
      }
      AdamW settings = new AdamW(0.9, 0.999, 1e-8, 0, 1);
      trainable.update(settings, 1e-2, step, trainable.gradNorm());
    }
    assertTrue(Math.abs(loss(base, trainable) - before) > 100 * LOSS_ABSOLUTE);
    return trainable;
  }

  private static float loss(BaseModel base, Trainable trainable) {
    List<PackMember> pack = List.of(new PackMember(trainable, List.of(row(0)), 0));
    TokenOutputs outputs = base.evaluate(pack).getFirst();
    return SftObjective.of(outputs, outputs.logp().length).loss();
  }

  private static TokenRow row(int seed) {
    int[] ids = new Random(seed).ints(48, 0, VOCABULARY).toArray();
    boolean[] trained = new boolean[ids.length];
    Arrays.fill(trained, 1, ids.length, true);
    return TokenRow.of(ids, trained);
  }

  private static Tuning.Lora lora(boolean rslora, boolean dora, String... targets) {
    return new Tuning.Lora(8, 16, 0, List.of(targets), rslora, dora, Optional.empty());
  }

  private static MemorySegment parameters(Trainable trainable) {
    MemorySegment saved = Arena.ofAuto().allocate(3 * trainable.layout().length() * Float.BYTES);
    trainable.save(saved);
    return saved;
  }

  private List<JsonNode> askPython() throws IOException, InterruptedException {
    Path script = REFERENCES.resolve("peft/probe_loss.py");
    Path answers = directory.resolve("answers.jsonl");
    Process python =
        new ProcessBuilder(System.getenv(PYTHON), script.toString())
            .redirectOutput(answers.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Writer input = python.outputWriter()) {
      json.writeValue(input, outputs.stream().map(Output::probe).toList());
    }
    assertEquals(0, python.waitFor(), script + " failed: its message is above");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(answers)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
