package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What is told about a prepared split beside its rows.
 *
 * @param dropped rows left out
 * @param truncated rows cut to max_length
 * @param warnings for people
 * @param inputs what the split's digest is of
 */
record SplitSummary(long dropped, long truncated, List<String> warnings, JsonNode inputs) {}
