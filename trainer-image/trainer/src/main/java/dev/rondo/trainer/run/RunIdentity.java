package dev.rondo.trainer.run;

import dev.rondo.trainer.digest.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests of everything that shapes a number of a run; part of a saved state, which only the same
 * run goes on from.
 *
 * @param config seeds, budget, optimizer, adapter, precision, logging
 * @param rows the prepared training rows
 * @param files what it reads besides them
 */
record RunIdentity(String config, String rows, InputDigests files) {
  boolean isComplete() {
    return config != null && rows != null && files != null;
  }

  /** One digest of all. */
  String digest() {
    return Sha256.of(String.join("\n", config, rows, files.toString()));
  }

  /** What a saved state differs in, for people; empty when it is of this run. */
  List<String> differences(RunIdentity saved) {
    List<String> differences = new ArrayList<>();
    if (!rows.equals(saved.rows())) {
      differences.add(
          "dataset.train: the prepared rows are others than the ones it was trained on (data,"
              + " format, template, tokenizer or a preparation argument has changed)");
    }
    differences.addAll(files.differences(saved.files()));
    if (!config.equals(saved.config())) {
      differences.add("config: a setting that shapes its numbers is another");
    }
    return differences;
  }
}
