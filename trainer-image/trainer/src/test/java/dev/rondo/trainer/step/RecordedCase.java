package dev.rondo.trainer.step;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A trajectory recorded from TRL, in the layout that references/README.md describes. */
record RecordedCase(Path directory, JsonNode spec, JsonNode trajectory) {
  static final Path REFERENCES = Path.of("../../references");

  static RecordedCase read(String name) {
    Path directory = REFERENCES.resolve("cases").resolve(name);
    ObjectMapper json = new ObjectMapper();
    try {
      return new RecordedCase(
          directory,
          json.readTree(directory.resolve("case.json").toFile()),
          json.readTree(directory.resolve("trajectory.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path model() {
    return REFERENCES.resolve(spec.path("model").asText());
  }

  /** The model that a reference policy is asked on. */
  Path reference() {
    return spec.has("reference_model")
        ? REFERENCES.resolve(spec.path("reference_model").asText())
        : model();
  }

  JsonNode argument(String name) {
    return spec.path("resolved_args").path(name);
  }

  /** model.dtype. */
  Precision storage() {
    return Precision.named(argument("model_init_kwargs").path("dtype").asText())
        .orElse(Precision.FLOAT32);
  }

  boolean isBf16() {
    return argument("bf16").asBoolean();
  }

  StepSettings settings() {
    return new StepSettings(
        isBf16() ? Precision.BFLOAT16 : Precision.FLOAT32,
        argument("gradient_checkpointing").asBoolean());
  }

  AdamW adamW() {
    return new AdamW(
        argument("adam_beta1").asDouble(),
        argument("adam_beta2").asDouble(),
        argument("adam_epsilon").asDouble(),
        argument("weight_decay").asDouble(),
        argument("max_grad_norm").asDouble());
  }

  Tuning tuning() {
    JsonNode lora = spec.path("lora");
    if (!lora.isObject()) {
      return new Tuning.Full();
    }
    List<String> targets = new ArrayList<>();
    JsonNode stated = lora.path("target_modules");
    if (stated.isTextual()) {
      targets.add(stated.asText());
    } else {
      stated.forEach(target -> targets.add(target.asText()));
    }
    return new Tuning.Lora(
        lora.path("r").asInt(),
        lora.path("lora_alpha").asDouble(),
        0,
        targets,
        lora.path("use_rslora").asBoolean(false),
        lora.path("use_dora").asBoolean(false),
        Optional.of(directory.resolve("init_adapter")));
  }

  /** The rows of a recorded micro-batch, without their padding. */
  static List<TokenRow> rows(JsonNode batch) {
    List<TokenRow> rows = new ArrayList<>();
    for (int i = 0; i < batch.path("input_ids").size(); i++) {
      JsonNode ids = batch.path("input_ids").path(i);
      JsonNode labels = batch.path("labels").path(i);
      int length =
          batch.has("attention_len") ? batch.path("attention_len").path(i).asInt() : ids.size();
      int[] tokens = new int[length];
      boolean[] trained = new boolean[length];
      for (int t = 0; t < length; t++) {
        tokens[t] = ids.path(t).asInt();
        trained[t] = t > 0 && labels.path(t).asInt() != -100;
      }
      rows.add(new TokenRow(tokens, trained, lengths(batch.path("position_ids").path(i), length)));
    }
    return rows;
  }

  /** A packed row restarts its positions at each sequence. */
  private static int[] lengths(JsonNode positions, int length) {
    List<Integer> lengths = new ArrayList<>();
    int start = 0;
    for (int t = 1; t <= length; t++) {
      if (t == length || (!positions.isMissingNode() && positions.path(t).asInt() == 0)) {
        lengths.add(t - start);
        start = t;
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The tensors TRL ended with. */
  SafeTensors finalTensors() throws IOException, RefusedException {
    return spec.path("lora").isObject()
        ? SafeTensors.open(directory.resolve("final_adapter/adapter_model.safetensors"))
        : SafeTensors.ofModel(directory.resolve("final_model"));
  }

  /** The gradients of the first step, before clipping. */
  SafeTensors firstGradients() throws IOException, RefusedException {
    return SafeTensors.open(directory.resolve("grads_step1.safetensors"));
  }

  /**
   * The rows of the evaluation data set, rendered in ChatML as the recorded models' template does.
   */
  List<TokenRow> evalRows() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<TokenRow> rows = new ArrayList<>();
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(model().resolve("tokenizer.json"))
            .optTruncation(false)
            .optPadding(false)
            .optAddSpecialTokens(false)
            .build()) {
      Path data = REFERENCES.resolve(spec.path("eval_dataset").asText());
      for (String line : Files.readAllLines(data)) {
        JsonNode row = json.readTree(line);
        String prompt = chatml(row.path("prompt")) + "<|im_start|>assistant\n";
        String whole = chatml(row.path("prompt")) + chatml(row.path("completion"));
        int[] ids = ids(tokenizer, whole);
        boolean[] trained = new boolean[ids.length];
        Arrays.fill(trained, ids(tokenizer, prompt).length, ids.length, true);
        rows.add(TokenRow.of(ids, trained));
      }
    }
    return rows;
  }

  private static int[] ids(HuggingFaceTokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text).getIds()).mapToInt(Math::toIntExact).toArray();
  }

  private static String chatml(JsonNode messages) {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : messages) {
      text.append("<|im_start|>")
          .append(message.path("role").asText())
          .append("\n")
          .append(message.path("content").asText())
          .append("<|im_end|>\n");
    }
    return text.toString();
  }
}
