package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rondo.trainer.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;

/** SHA-256 over what shapes prepared rows. */
final class RowsDigest {
  private RowsDigest() {}

  /** The digest of canonical JSON: keys sorted. */
  static String of(JsonNode inputs) {
    try {
      Object sorted = JsonValues.MAPPER.convertValue(inputs, TreeMap.class);
      byte[] canonical =
          JsonValues.MAPPER
              .writer()
              .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsBytes(sorted);
      return Sha256.of(canonical);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
