package dev.rondo.trainer.data;

import java.util.Map;

/**
 * A row of a data file.
 *
 * @param place where it stands, for people: {@code file:line} or {@code file: row n}
 * @param columns plain values: String, Long, Double, Boolean, null, List and Map of these
 */
record SourceRow(String place, Map<String, Object> columns) {}
