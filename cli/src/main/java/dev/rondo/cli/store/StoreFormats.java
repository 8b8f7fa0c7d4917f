package dev.rondo.cli.store;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** How the store's files are spelled: YAML objects, and JSON lines that may hold NaN. */
final class StoreFormats {
  private StoreFormats() {}

  /** Reads run.yaml and experiment.yaml; fields of a later version are passed over. */
  static ObjectMapper yaml() {
    return new ObjectMapper(new YAMLFactory())
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  }

  /** Reads metrics.jsonl and turns.jsonl. */
  static ObjectMapper json() {
    return JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  }
}
