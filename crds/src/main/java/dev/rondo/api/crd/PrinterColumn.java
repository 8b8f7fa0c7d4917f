package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * A column of {@code kubectl get}.
 *
 * @param name its head
 * @param type of OpenAPI
 * @param path JSONPath; conditions by type, never by index
 * @param wide only with {@code -o wide}
 */
record PrinterColumn(String name, String type, String path, boolean wide) {
  private static final PrinterColumn AGE =
      new PrinterColumn("Age", "date", ".metadata.creationTimestamp", false);

  static final List<PrinterColumn> EXPERIMENT =
      List.of(
          new PrinterColumn("Succeeded", "string", condition("Succeeded", "status"), false),
          new PrinterColumn("Reason", "string", condition("Succeeded", "reason"), false),
          new PrinterColumn("Running", "integer", ".status.counts.Running", false),
          new PrinterColumn("Done", "integer", ".status.counts.Succeeded", false),
          new PrinterColumn("Failed", "integer", ".status.counts.Failed", false),
          new PrinterColumn("Best", "string", ".status.best", false),
          new PrinterColumn("Value", "number", ".status.leaderboard[0].value", false),
          new PrinterColumn("Trainer", "string", ".spec.trainer", true),
          new PrinterColumn("Workers", "string", condition("WorkersReady", "message"), true),
          AGE);

  static final List<PrinterColumn> RUN =
      List.of(
          new PrinterColumn("State", "string", ".status.state", false),
          new PrinterColumn("Best", "boolean", ".status.best", false),
          new PrinterColumn("Chunk", "string", ".status.worker.progress.chunks", false),
          new PrinterColumn("Step", "integer", ".status.worker.progress.step", false),
          new PrinterColumn("Loss", "number", ".status.worker.metrics.loss", false),
          new PrinterColumn("Eval Loss", "number", ".status.worker.metrics.evalLoss", false),
          new PrinterColumn("Phase", "string", ".status.worker.phase", true),
          new PrinterColumn("LR", "number", ".status.worker.metrics.learningRate", true),
          new PrinterColumn("Tokens/s", "number", ".status.worker.metrics.tokensPerSecond", true),
          new PrinterColumn("Parent", "string", ".spec.cloneFrom.run", true),
          new PrinterColumn("Worker", "string", ".status.placement.worker", true),
          new PrinterColumn("Reason", "string", condition("Running", "reason"), true),
          AGE);

  private static String condition(String type, String field) {
    return ".status.conditions[?(@.type==\"%s\")].%s".formatted(type, field);
  }

  void addTo(ArrayNode columns) {
    var column = columns.addObject().put("name", name).put("type", type).put("jsonPath", path);
    if (wide) {
      column.put("priority", 1);
    }
  }
}
