package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadManifestTest {
  private static final String HEAD =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: support}
      spec:
        model: {uri: models/tiny}
      """;
  private static final String DATA = "  dataset: {train: {uri: train.jsonl}}\n";

  /** Bodies stand below line 5; each field's message names line, column, field and remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          base: {peft: {r: 0}} | test.yaml:7:20: spec.base.peft.r is 0, must be an integer of at least 1
          base: {peft: {r: 2.5}} | test.yaml:7:20: spec.base.peft.r is 2.5, must be an integer of at least 1
          base: {peft: {r: "8"}} | test.yaml:7:20: spec.base.peft.r is "8", must be an integer of at least 1 and at most 4096; leave out the quotes
          base: {peft: {lora_alhpa: 8}} | test.yaml:7:17: spec.base.peft.lora_alhpa is unknown; did you mean lora_alpha?
          base: {peft: {learning_rate: 8}} | test.yaml:7:17: spec.base.peft.learning_rate is no field of peft; it belongs in trainingArgs
          base: {peft: {modules_to_save: [lm_head]}} | peft.modules_to_save is known to PEFT, but not supported by Rondo; only adapter matrices train
          base: {model: {load_in_4bit: true}} | model.load_in_4bit is known to Transformers, but not supported by Rondo; the base is stored as float32
          base: {trainingArgs: {load_in_4bit: true}} | load_in_4bit is known to Transformers, but not supported
          base: {trainingArgs: {neftune_noise_alpha: 5}} | test.yaml:7:25: spec.base.trainingArgs.neftune_noise_alpha is known to TRL, but not supported by Rondo; leave it out
          base: {trainingArgs: {beta: 0.1}} | is a field of TRL's DPOConfig and GRPOConfig, not of SFTConfig
          base: {trainingArgs: {warmup_ratio: 0.1}} | warmup_ratio is known to Transformers 4, but not supported by Rondo; say warmup_steps
          base: {trainingArgs: {lerning_rate: 0.1}} | lerning_rate is unknown; did you mean learning_rate?
          base: {trainingArgs: {lr: 0.1}} | lr is unknown; did you mean learning_rate?
          base: {trainingArgs: {train_epochs: 2}} | train_epochs is unknown; did you mean num_train_epochs?
          search: {grid: [{path: trainingArgs.lr, values: [0.1]}]} | spec.search.grid[0].path is trainingArgs.lr, which is no field of a leaf; did you mean trainingArgs.learning_rate?
          search: {grid: [{path: peft.rank, values: [1]}]} | which is no field of a leaf
          base: {model: {uri: "s3://b/m"}} | test.yaml:7:23: spec.base.model.uri is "s3://b/m", must be a path, file:///path, pvc://claim/path or hf://owner/name; copy it to one of these
          base: {dataset: {eval: {uri: "https://huggingface.co/datasets/a/b"}}} | spec.base.dataset.eval.uri is "https://huggingface.co/datasets/a/b", must be a path, file:///path, pvc://claim/path or hf://owner/name; say hf://datasets/a/b
          base: {trainingArgs: {learning_rate: -1e-3}} | learning_rate is -0.001, must be a number of at least 0
          base: {trainingArgs: {learning_rate: .nan}} | learning_rate is NaN, must be a number
          base: {trainingArgs: {learning_rate: "1e-3"}} | is "1e-3", must be a number of at least 0; leave out the quotes
          base: {trainingArgs: {packing: yes}} | packing is "yes", must be true or false; YAML 1.2 knows only true and false
          base: {trainingArgs: {lr_scheduler_type: cosin}} | did you mean cosine?
          base: {trainingArgs: {optim: adamw_8bit}} | optim is "adamw_8bit", must be one of adamw_torch, adamw_torch_fused
          base: {trainingArgs: {loss_type: ipo}} | loss_type is "ipo", must be one of nll, dft
          base: {referencePolicy: Base} | spec.base.referencePolicy is for DPO and GRPO, not for SFT
          base: {trainingArgs: {bf16: true, fp16: true}} | fp16 can't be true together with bf16
          base: {trainingArgs: {eval_strategy: steps}} | eval_strategy is "steps", but there is no dataset.eval to evaluate on
          base: {trainingArgs: {packing: true, max_length: null}} | max_length is empty, must be a number with packing: true
          base: {trainingArgs: {lr_scheduler_type: cosine, lr_scheduler_kwargs: {num_cycle: 2}}} | num_cycle is no setting of cosine, which takes num_cycles
          base: {trainingArgs: {lr_scheduler_type: cosine_with_min_lr}} | must have exactly one of min_lr and min_lr_rate
          base: {trainingArgs: {logging_steps: 2.5}} | logging_steps is 2.5, must be an integer from 1 up; below 1 it is a share
          configs: [{name: a}, {name: a}] | test.yaml:7:31: spec.configs[1].name is a, as spec.configs[0].name is; names must differ
          configs: [{name: a}, {name: b}] | gives a and b the same config
          configs: [{peft: {r: 1}}] | spec.configs[0].name is missing
          configs: [{name: Big_One}] | is "Big_One", must be text of at most 40 characters: lower case letters, digits and dashes
          configs: [{name: a, pefd: {r: 1}}] | test.yaml:7:23: spec.configs[0].pefd is unknown; did you mean peft?
          configs: [{name: a, peft: 8}] | spec.configs[0].peft is 8, must be an object
          configs: {name: a} | spec.configs is an object, must be a list
          configs: [] | spec.configs is [], must be a list of 1 to 64 items
          search: {} | spec.search has none of grid and random, must have exactly one
          search: {grid: [{path: trainingArgs.learning_rate}]} | grid[0].values is missing
          search: {grid: [{path: learning_rate, values: [1]}]} | is learning_rate, which is no field of a leaf; say trainingArgs.learning_rate
          search: {grid: [{path: trainingArgs.lerning_rate, values: [1]}]} | did you mean trainingArgs.learning_rate?
          search: {grid: [{path: trainingArgs, values: [1]}]} | is trainingArgs, an object; name one of its fields
          search: {grid: [{path: peft.modules_to_save, values: [1]}]} | which is known to PEFT, but not supported
          search: {grid: [{path: peft.r, values: [4, 0]}]} | test.yaml:7:46: spec.search.grid[0].values[1] (peft.r) is 0, must be an integer of at least 1
          search: {grid: [{path: trainingArgs.learning_rate, values: [1e-3, 0.001]}]} | values[1] is 0.001, which is there twice
          search: {grid: [{path: peft.r, values: [4]}, {path: peft.r, values: [8]}]} | which is searched twice
          search: {random: {samples: 4, parameters: [{path: trainingArgs.learning_rate, min: 0, max: 1, scale: Log}]}} | min is 0, must be greater than 0 with scale Log
          search: {random: {samples: 4, parameters: [{path: trainingArgs.learning_rate, min: 2, max: 1}]}} | max is 1, must be greater than min
          search: {random: {samples: 4, parameters: [{path: trainingArgs.learning_rate}]}} | has none of values and min, max; must have one
          search: {random: {samples: 4, parameters: [{path: trainingArgs.optim, min: 1, max: 2}]}} | is of trainingArgs.optim, which is no number; give values
          search: {random: {samples: 4, parameters: [{path: peft.r, values: [4, 8, 16]}]}} | is 4, but only 3 different configs were found
          search: {random: {samples: 65, parameters: [{path: peft.r, min: 1, max: 99}]}} | samples is 65, must be an integer of at least 1 and at most 64
          trainer: SFTT | spec.trainer is "SFTT", must be one of SFT, DPO, GRPO; did you mean SFT?
          trainer: GRPO | rewards is missing: what is a completion worth?
          chunks: 0 | spec.chunks is 0, must be an integer of at least 1
          chunkz: 4 | spec.chunkz is unknown; did you mean chunks?
          objective: {metric: eval_loss} | is eval_loss, but there is no dataset.eval
          worker: {gpu: 1} | spec.worker.gpu is unknown; did you mean gpus?
          storage: {size: lots} | spec.storage.size is "lots", must be text like
          seed: -1 | spec.seed is -1, must be an integer of at least 0
          """)
  void namesLineFieldValueAndRemedy(String body, String expected) {
    List<String> problems = Manifests.problems(HEAD + DATA + "  " + body + "\n");
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {trainingArgs: {packing: true}} | is a field of TRL's SFTConfig, not of DPOConfig
          {trainingArgs: {loss_type: sigmoyd}} | loss_type is "sigmoyd", must be one of sigmoid, hinge,
          {trainingArgs: {loss_type: sigmoyd}} | did you mean sigmoid?
          {trainingArgs: {loss_type: nll}} | loss_type is "nll", must be one of sigmoid, hinge,
          {trainingArgs: {loss_type: [sigmoid, sft], loss_weights: [1]}} | loss_weights has 1 weights, must have one for each of the 2 losses
          {trainingArgs: {beta: -0.1}} | beta is -0.1, must be a number of at least 0
          {trainingArgs: {loss_type: exo_pair}} | label_smoothing is 0.0, must be greater than 0
          {trainingArgs: {loss_type: aot, f_divergence_type: forward_kl}} | must be reverse_kl with loss_type aot
          {trainingArgs: {loss_type: aot, use_weighting: true}} | use_weighting is of pairs, but loss_type aot
          {peft: {r: 4}, trainingArgs: {sync_ref_model: true}} | sync_ref_model needs full fine-tuning
          {trainingArgs: {sync_ref_model: true, precompute_ref_log_probs: true}} | can't be given together with precompute_ref_log_probs
          {trainingArgs: {sync_ref_model: true, ref_model_sync_steps: 0}} | ref_model_sync_steps is 0, must be
          {trainingArgs: {router_aux_loss_coef: 0.1}} | router_aux_loss_coef is known to TRL, but not supported by Rondo
          {referencePolicy: Bse} | referencePolicy is "Bse", must be text or an object
          {referencePolicy: {modle: x}} | must be Base, Initial or {model: URI}
          """)
  void checksPreferences(String base, String expected) {
    List<String> problems =
        Manifests.problems(HEAD + DATA + "  trainer: DPO\n  base: " + base + "\n");
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {rewards: [{json: {}}], trainingArgs: {num_generations: 3}} | num_generations is 3, must divide the 8 completions of a round (per_device_train_batch_size x steps_per_generation), so that a round holds whole groups
          {rewards: [{json: {}}], trainingArgs: {generation_batch_size: 12}} | generation_batch_size is 12, must be a multiple of per_device_train_batch_size, which is 8
          {rewards: [{json: {}}], trainingArgs: {loss_type: ppo}} | loss_type is "ppo", must be one of
          {rewards: [{json: {}}], trainingArgs: {use_vllm: true}} | use_vllm is known to TRL, but not supported by Rondo
          {rewards: [{json: {}, cel: "1.0"}]} | rewards[0] has json and cel, must have exactly one of exactMatch
          {rewards: [{json: {}}], trainingArgs: {sync_ref_model: true}} | sync_ref_model needs a beta above 0
          {rewards: [{name: a}]} | rewards[0] has no kind, must have exactly one of exactMatch
          {rewards: [{cel: "completion"}]} | rewards[0].cel is of type string, must be a double, an int or a bool
          {rewards: [{cel: "completion + 1"}]} | rewards[0].cel is no valid CEL
          {rewards: [{cel: "answer"}]} | undeclared reference to 'answer'
          {rewards: [{regex: {pattern: "("}}]} | rewards[0].regex.pattern is no RE2 expression
          {rewards: [{http: {url: "ftp://x"}}]} | rewards[0].http.url is "ftp://x", must begin with http:// or https://
          {rewards: [{http: {url: "http://x", authorizationEnv: A, secretRef: {name: b}}}]} | rewards[0].http.secretRef can't be given together with authorizationEnv
          {rewards: [{json: {}}], trainingArgs: {generation_batch_size: 16, steps_per_generation: 2}} | generation_batch_size can't be given together with steps_per_generation
          """)
  void checksRewardsAndRounds(String base, String expected) {
    List<String> problems =
        Manifests.problems(HEAD + DATA + "  trainer: GRPO\n  base: " + base + "\n");
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {train: {}} | spec.dataset.train.uri is missing: where are the training rows?
          {train: {uri: a.txt, format: xml}} | format is "xml", must be one of jsonl, json, csv, parquet
          {train: {uri: a}, eval: {}} | spec.dataset.eval has none of uri and split
          {train: {uri: a}, eval: {uri: b, split: 0.1}} | spec.dataset.eval has both of uri and split
          {train: {uri: a}, eval: {split: 1}} | split is 1, must be a number greater than 0 and less than 1
          {train: {uri: a}, format: {prompt: "{{ x }}"}} | spec.dataset.format has no completion; prompt and completion go together
          {train: {uri: a}, format: {promt: x, prompt: x, completion: x}} | promt is no column that SFT reads: prompt, completion, messages, conversations, text, tools, chat_template_kwargs; did you mean prompt?
          {train: {uri: a}, format: {messages: [{role: user}]}} | messages[0] must be a message {role: …, content: …}
          {train: {uri: a, limit: 0}} | limit is 0, must be an integer of at least 1
          """)
  void checksTheDataset(String dataset, String expected) {
    List<String> problems = Manifests.problems(HEAD + "  dataset: " + dataset + "\n");
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @Test
  void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
    List<String> problems =
        Manifests.problems(
            HEAD
                + DATA
                + """
                  chunks: none
                  base: {peft: {r: 0, lora_dropout: 1}}
                  configs:
                  - name: a
                    trainingArgs: {max_steps: -2, load_in_4bit: true}
                  search: {grid: [{path: peft.q, values: [1]}]}
                """);
    assertEquals(6, problems.size(), problems::toString);
    assertTrue(problems.getFirst().startsWith("test.yaml:7:11: spec.chunks is \"none\""));
    assertTrue(
        problems.getLast().startsWith("test.yaml:12:26: spec.search.grid[0].path is peft.q"));
  }

  @Test
  void countsRunsBeforeExpandingThem() {
    String values = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    String axis = "{path: trainingArgs.%s, values: " + values + "}";
    String search =
        "  search: {grid: [%s, %s, %s]}\n"
            .formatted(
                axis.formatted("max_steps"),
                axis.formatted("data_seed"),
                axis.formatted("weight_decay"));
    List<String> problems = Manifests.problems(HEAD + DATA + search);
    assertTrue(
        problems
            .getFirst()
            .contains("gives 1000 runs (1 configs, 1000 points each), must be at most 64"),
        problems::toString);
  }

  @Test
  void aMissingModelIsToldOnceAndALeafMayNameItsOwn() {
    String text = (HEAD + DATA).replace("  model: {uri: models/tiny}\n", "");
    assertEquals(
        List.of("test.yaml:4:1: spec.model.uri is missing: which base model is fine-tuned?"),
        Manifests.problems(text).stream().map(p -> p.replace("5:3", "4:1")).toList());
    assertEquals(
        List.of(), Manifests.problems(text + "  configs: [{name: a, model: {uri: other}}]\n"));
  }

  @Test
  void looksAtLeavesAsTheSearchMakesThem() {
    String search =
        """
          search:
            grid:
            - {path: model.uri, values: [a, b]}
            - {path: trainingArgs.lr_scheduler_kwargs.min_lr, values: [1e-6]}
            - {path: trainingArgs.fp16, values: [false, true]}
          base: {trainingArgs: {lr_scheduler_type: cosine_with_min_lr, bf16: true}}
        """;
    String text = (HEAD + DATA).replace("  model: {uri: models/tiny}\n", "") + search;
    assertEquals(
        List.of(
            "test.yaml:10:7: spec.search.grid[2] (trainingArgs.fp16) can't be true together with"
                + " bf16"),
        Manifests.problems(text));
  }

  @Test
  void anObjectStandsInAFileOnce() {
    assertEquals(
        List.of("test.yaml:10:18: metadata.name is support, as on line 3"),
        Manifests.problems(HEAD + DATA + "---\n" + HEAD + DATA));
  }
}
