package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.protocol.v1.StepDone;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatestMetricsTest {
  private static final double LOSS = 1.730410099029541;

  private final LatestMetrics metrics =
      new LatestMetrics(
          new Objective("eval_loss", Goal.Minimize),
          new Objective("eval_bits_per_byte", Goal.Minimize));

  @Test
  void aReportIsShortAndRulesSeeEveryDigit() throws Exception {
    metrics.evaluated(
        new ObjectMapper()
            .readTree(
                "{\"step\": 8, \"eval_loss\": %s, \"eval_bits_per_byte\": 0.84123456789}"
                    .formatted(LOSS)));
    RunMetrics report = metrics.report();
    assertEquals(1.73041, report.evalLoss());
    assertEquals(1.73041, report.objective());
    assertEquals(0.841235, report.comparable());
    assertEquals(Map.of(8L, LOSS), metrics.measurements());
  }

  @Test
  void aDivergedValueIsReportedAsItIs() throws Exception {
    metrics.evaluated(new ObjectMapper().readTree("{\"step\": 8, \"eval_loss\": 1e308}"));
    assertEquals(1e308, metrics.report().evalLoss());
  }

  @Test
  void tokensOfARoundAreSpreadOverItsSteps() {
    metrics.stepped(step(600, 4), 0);
    assertEquals(150, metrics.report().tokensPerSecond());
    metrics.stepped(step(600, 1), 600);
    metrics.stepped(step(600, 1), 600);
    assertEquals(100, metrics.report().tokensPerSecond());
    metrics.stepped(step(1000, 4), 600);
    assertEquals(100, metrics.report().tokensPerSecond());
  }

  @Test
  void aStateInTheMiddleOfARoundHasNoRateYet() {
    metrics.stepped(step(600, 1), 600);
    assertNull(metrics.report().tokensPerSecond());
  }

  private static StepDone step(long tokens, double seconds) {
    return StepDone.newBuilder().setTokens(tokens).setSeconds(seconds).build();
  }
}
