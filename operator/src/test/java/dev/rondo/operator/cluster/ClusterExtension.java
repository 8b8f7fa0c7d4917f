package dev.rondo.operator.cluster;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one API server for all tests, and one {@link Playground} for each. */
final class ClusterExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = ApiServer.missing();
    missing.ifPresent(reason -> context.publishReportEntry("skipped", reason));
    return missing
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("there are binaries"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Playground.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ApiServer server = server(context);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Playground.class, _ -> new Playground(server), Playground.class);
  }

  static ApiServer server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(ApiServer.class, _ -> ApiServer.start(), ApiServer.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Playground playground = context.getStore(NAMESPACE).remove(Playground.class, Playground.class);
    if (playground != null) {
      playground.close();
    }
  }
}
